extension CommandTable {
    /// All commands by group, one line each.
    package func helpOverview(width: Int = 80) -> String {
        var renderer = HelpRenderer(width: width)
        let termWidth = commands.map(\.name.count).max() ?? 0
        for group in groups { renderer.group(group, termWidth: termWidth) }
        renderer.heading("'help COMMAND' explains a command, 'man COMMAND' shows its page of the manual.")
        return renderer.text
    }

    /// The answer to `help` with `words`: a command, all commands that begin with a word, a group, or the overview.
    ///
    /// - Parameter allowPrefixes: as for ``match(_:allowPrefixes:)``.
    /// - Returns: the text, or a diagnostic for words that name nothing, with suggestions.
    package func help(for words: [Argument], width: Int = 80, allowPrefixes: Bool = false) -> Result<String, Diagnostic> {
        guard let first = words.first else { return .success(helpOverview(width: width)) }
        var renderer = HelpRenderer(width: width)
        let path = words.map(\.text)
        // `help app use --x` explains what was found of it.
        for length in stride(from: min(2, path.count), through: 1, by: -1) {
            let found = commands(startingWith: Array(path.prefix(length)))
            if length < path.count, length == 1, found.count > 1, path.count > 1 { break }
            if found.count == 1 {
                renderer.command(found[0])
                return .success(renderer.text)
            }
            if !found.isEmpty {
                let group = found.first.flatMap { self.group(named: $0.group) }
                renderer.line("\(path[0]) - \(group?.summary ?? "")")
                renderer.line()
                renderer.definitions(found.map { ($0.synopsisText, $0.summary) }, termWidth: 28)
                renderer.heading("'help \(path[0]) VERB' explains one of them.")
                return .success(renderer.text)
            }
        }
        if words.count == 1, let group = group(named: first.text) {
            renderer.group(group)
            if !group.details.isEmpty {
                renderer.line()
                renderer.paragraphs(group.details)
            }
            return .success(renderer.text)
        }
        if case .failure(let diagnostic) = resolve(words, allowPrefixes: allowPrefixes) { return .failure(diagnostic) }
        guard case .success(let command?) = resolve(words, allowPrefixes: allowPrefixes) else {
            return .failure(Diagnostic("nothing is known about '\(first.text)'", at: first.range))
        }
        renderer.command(command)
        return .success(renderer.text)
    }
}

extension Command {
    /// The whole help of the command; for the tool, what `--help` prints.
    package func helpText(width: Int = 80) -> String {
        var renderer = HelpRenderer(width: width)
        renderer.command(self)
        return renderer.text
    }
}
