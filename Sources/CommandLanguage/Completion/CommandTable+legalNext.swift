extension CommandTable {
    /// One line of the answer to `?`.
    package struct LegalWord: Sendable, Hashable {
        /// A word as it is typed, or the name of a value in capitals.
        package var word: String
        package var help: String
    }

    /// The words that may stand at the cursor, each with one line of help: those that begin with what is typed of the word.
    package func legalNext(_ line: String, cursor: Int? = nil) -> [LegalWord] {
        let partial = PartialLine(line, cursor: cursor)
        let next = NextWords(partial, table: self)
        guard next.context == .command else { return [] }
        let prefix = partial.prefix
        var legal: [LegalWord] = []
        if let option = next.pendingOption {
            legal.append(LegalWord(word: option.valueName, help: option.help))
            if option.form != .optionalValue { return legal }
        }
        legal += next.words.filter { $0.value.hasPrefix(prefix) }.map { LegalWord(word: $0.value, help: $0.help) }
        if prefix.isEmpty, let statement = next.statement, partial.words.count == 1 {
            legal.insert(LegalWord(word: statement.synopsisWords.joined(separator: " "), help: statement.summary), at: 0)
        }
        if !prefix.hasPrefix("-") {
            for parameter in next.parameters where parameter.isPositional {
                let words = parameter.kind.words
                if words.isEmpty {
                    legal.append(LegalWord(word: parameter.valueName, help: parameter.help))
                } else {
                    legal += words.filter { $0.hasPrefix(prefix) }.map { LegalWord(word: $0, help: parameter.help) }
                }
            }
        }
        if prefix.isEmpty || prefix.hasPrefix("-") {
            let options = next.options.filter { $0.spellings.contains { $0.hasPrefix(prefix) } }
            legal += options.map { LegalWord(word: $0.usage, help: $0.help) }
            if next.command != nil, prefix.isEmpty, !next.parameters.contains(where: \.isRequired) {
                legal.append(LegalWord(word: "<return>", help: "Run the command"))
            }
        }
        return legal
    }

    /// The rest of the syntax of the command that stands before the cursor; `nil` where no command is clear yet, or nothing is left.
    ///
    /// Meant to be shown dim behind the cursor: begins with a blank when the cursor touches a word.
    package func hint(_ line: String, cursor: Int? = nil) -> String? {
        let partial = PartialLine(line, cursor: cursor)
        guard partial.context == .command, partial.openQuote == nil else { return nil }
        let touchesWord = partial.start < partial.cursor
        // The word at the cursor counts as finished.
        let whole = touchesWord ? PartialLine(String(decoding: Array(line.utf8).prefix(partial.cursor), as: UTF8.self) + " ") : partial
        let next = NextWords(whole, table: self)
        var parts: [String] = []
        if let option = next.pendingOption {
            parts.append(option.valueName)
        } else if let command = next.command {
            parts = command.positionals.dropFirst(next.argumentCount).map(\.synopsisText)
            if parts.isEmpty, let last = next.parameters.first(where: \.isVariadic) { parts = ["[\(last.valueName)...]"] }
            parts += command.ownParameters.filter { option in next.options.contains(option) }.map(\.synopsisText)
        } else if let statement = next.statement {
            if whole.words.count == 1 { parts = statement.synopsisWords }
        } else if !next.words.isEmpty, !whole.words.isEmpty {
            parts = [next.words.prefix(6).map(\.value).joined(separator: "|") + (next.words.count > 6 ? "|…" : "")]
        }
        guard !parts.isEmpty else { return nil }
        return (touchesWord ? " " : "") + parts.joined(separator: " ")
    }
}

extension Command {
    /// The synopsis without the command's name.
    fileprivate var synopsisWords: [String] { synopsisText.split(separator: " ").dropFirst(path.count).map(String.init) }
}

extension Parameter {
    /// `-o, --output FORMAT`: how lists of options write it.
    package var usage: String {
        var text = spellings.joined(separator: ", ")
        switch form {
        case .option: text += " " + valueName
        case .optionalValue: text += " [\(valueName)]"
        case .flag, .positional: break
        }
        return text
    }
}
