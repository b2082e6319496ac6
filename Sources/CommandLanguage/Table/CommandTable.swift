/// Every command there is. Parsing, `help`, `?`, TAB, hints, the manual and the shell completions all read this one table.
package struct CommandTable: Sendable {
    package let groups: [CommandGroup]
    /// All commands, in the order of the groups.
    package let commands: [Command]
    /// First words in order, with the commands that begin with each.
    let heads: [Head]

    struct Head: Sendable {
        var word: String
        var commands: [Command]
        /// One command of one word, not a noun with verbs.
        var single: Command? { commands.count == 1 && commands[0].path.count == 1 ? commands.first : nil }
        var verbs: [String] { commands.compactMap { $0.path.dropFirst().first } }
    }

    package init(groups: [CommandGroup]) {
        self.groups = groups
        commands = groups.flatMap(\.commands)
        var heads: [Head] = []
        for command in commands {
            guard let word = command.path.first else { continue }
            if let index = heads.firstIndex(where: { $0.word == word }) {
                heads[index].commands.append(command)
            } else {
                heads.append(Head(word: word, commands: [command]))
            }
        }
        self.heads = heads
    }

    package func group(named name: String) -> CommandGroup? { groups.first { $0.name == name } }

    /// The command with exactly these words.
    package func command(named name: String) -> Command? { commands.first { $0.name == name } }

    /// The commands whose first words are `words`: all of a noun, or one.
    package func commands(startingWith words: [String]) -> [Command] { commands.filter { $0.path.starts(with: words) } }
}
