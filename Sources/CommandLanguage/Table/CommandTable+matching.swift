extension CommandTable {
    /// What matching found.
    package struct Match: Sendable {
        /// The command; `nil` when it is unknown, or its words are not known before running.
        package var command: Command?
        /// The invocation; `nil` when there are diagnostics, or when a word is not known yet.
        package var invocation: Invocation?
        package var diagnostics: [Diagnostic]
    }

    /// What a first word is.
    enum HeadLookup {
        case found(Head)
        case ambiguous([String])
        case unknown
    }

    func head(_ word: String, allowPrefixes: Bool) -> HeadLookup {
        if let head = heads.first(where: { $0.word == word }) { return .found(head) }
        guard allowPrefixes, !word.isEmpty else { return .unknown }
        let longer = heads.filter { $0.word.hasPrefix(word) }
        if longer.count == 1 { return .found(longer[0]) }
        return longer.isEmpty ? .unknown : .ambiguous(longer.map(\.word))
    }

    /// Finds the command that `arguments` name and gives each further word its parameter, validated.
    ///
    /// Every mistake is reported, not the first alone. Words that are not known yet are counted and not judged.
    ///
    /// - Parameter allowPrefixes: whether an unambiguous beginning of a command's word or of a long option stands for it.
    package func match(_ arguments: [Argument], allowPrefixes: Bool = false) -> Match {
        guard let first = arguments.first, let last = arguments.last else { return Match(diagnostics: []) }
        let range = first.range.joined(with: last.range)
        guard first.isKnown else { return Match(diagnostics: []) }
        switch resolve(arguments, allowPrefixes: allowPrefixes) {
        case .failure(let diagnostic): return Match(diagnostics: [diagnostic])
        case .success(nil): return Match(diagnostics: [])
        case .success(let command?):
            var matcher = ArgumentMatcher(command: command, allowPrefixes: allowPrefixes)
            // A statement's words follow a syntax of its own, which is the parser's to judge.
            guard !command.isStatement else { return Match(command: command, diagnostics: []) }
            let rest = arguments.dropFirst(command.path.count)
            for argument in rest { matcher.consume(argument) }
            matcher.finish(at: range)
            var match = Match(command: command, diagnostics: matcher.diagnostics)
            if matcher.diagnostics.isEmpty, rest.allSatisfy(\.isKnown) {
                match.invocation = Invocation(command: command, occurrences: matcher.occurrences, range: range)
            }
            return match
        }
    }

    /// The command of the first words; `nil` when a word that names it is not known yet.
    func resolve(_ arguments: [Argument], allowPrefixes: Bool) -> Result<Command?, Diagnostic> {
        guard let first = arguments.first, first.isKnown else { return .success(nil) }
        let head: Head
        switch self.head(first.text, allowPrefixes: allowPrefixes) {
        case .found(let found): head = found
        case .ambiguous(let words):
            return .failure(
                Diagnostic("ambiguous command '\(first.text)'", at: first.range, advice: "it may be: \(words.joined(separator: ", "))"))
        case .unknown: return .failure(unknownCommand(first))
        }
        if let single = head.single { return .success(single) }
        let verbs = head.verbs
        guard arguments.count > 1 else {
            return .failure(
                Diagnostic("'\(head.word)' needs a verb", at: first.range, advice: "one of: \(verbs.joined(separator: ", "))"))
        }
        let second = arguments[1]
        guard second.isKnown else { return .success(nil) }
        if let command = head.commands.first(where: { $0.path.dropFirst().first == second.text }) { return .success(command) }
        let longer =
            allowPrefixes && !second.text.isEmpty ? head.commands.filter { $0.path.dropFirst().first?.hasPrefix(second.text) == true } : []
        if longer.count == 1 { return .success(longer[0]) }
        if longer.count > 1 {
            let words = longer.compactMap { $0.path.dropFirst().first }.joined(separator: ", ")
            return .failure(
                Diagnostic("ambiguous verb '\(second.text)' of '\(head.word)'", at: second.range, advice: "it may be: \(words)"))
        }
        let suggestions = Spelling.suggestions(for: second.text, among: verbs)
        return .failure(
            Diagnostic(
                "unknown verb '\(second.text)' of '\(head.word)'", at: second.range,
                advice: suggestions.isEmpty ? "one of: \(verbs.joined(separator: ", "))" : nil, suggestions: suggestions))
    }

    private func unknownCommand(_ word: Argument) -> Diagnostic {
        let suggestions = Spelling.suggestions(for: word.text, among: heads.map(\.word))
        return Diagnostic(
            "unknown command '\(word.text)'", at: word.range, advice: suggestions.isEmpty ? "'help' lists the commands" : nil,
            suggestions: suggestions)
    }
}

extension Command {
    /// Matches the words after the command's own: for the tool's command line, which has no name among its words.
    package func match(_ arguments: [Argument], at range: SourceRange = SourceRange(file: "")) -> (
        invocation: Invocation?, diagnostics: [Diagnostic]
    ) {
        var matcher = ArgumentMatcher(command: self)
        for argument in arguments { matcher.consume(argument) }
        matcher.finish(at: range)
        guard matcher.diagnostics.isEmpty else { return (nil, matcher.diagnostics) }
        return (Invocation(command: self, occurrences: matcher.occurrences, range: range), [])
    }
}
