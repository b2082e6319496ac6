/// Commands that belong together: one page of the manual, one heading of `help`.
package struct CommandGroup: Sendable, Hashable {
    /// `pipelines`; the page is `cloudsh-pipelines(1)`.
    package var name: String
    /// One line, without a full stop.
    package var summary: String
    /// Paragraphs for the manual, separated by an empty line.
    package var details: String
    package var commands: [Command]

    package init(_ name: String, _ summary: String, details: String = "", commands: [Command]) {
        self.name = name
        self.summary = summary
        self.details = details
        self.commands = commands.map { command in
            var command = command
            command.group = name
            return command
        }
    }
}
