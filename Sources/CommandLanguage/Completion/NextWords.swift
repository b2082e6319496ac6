/// What may stand at the cursor of an unfinished command.
struct NextWords {
    /// Words that are known here.
    var words: [CompletionWord] = []
    /// Arguments that the word may be.
    var parameters: [Parameter] = []
    /// The option whose value the word is.
    var pendingOption: Parameter?
    /// Options that may still be given.
    var options: [Parameter] = []
    var command: Command?
    /// The statement whose own words, or whose command, begin at the cursor.
    var statement: Command?
    var values: [String: [String]] = [:]
    /// How many arguments have been given.
    var argumentCount = 0
    var context = PartialLine.Context.command

    /// - Parameter partial: the line up to the cursor.
    init(_ partial: PartialLine, table: CommandTable) {
        context = partial.context
        guard partial.context == .command else { return }
        var words = partial.words[...]
        while let first = words.first, let text = first.literal, !first.isQuoted,
            case .found(let head) = table.head(text, allowPrefixes: true),
            let statement = head.single, statement.isStatement
        {
            self.statement = statement
            guard let rest = afterStatement(statement, words.dropFirst(), prefix: partial.prefix) else { return }
            words = rest
            if !words.isEmpty { self.statement = nil }
            // Behind `if`, `capture NAME =` and the like a command begins.
            if words.isEmpty {
                readHeads(of: table, statements: false)
                return
            }
        }
        guard let first = words.first else {
            readHeads(of: table, statements: true)
            return
        }
        guard let text = first.literal, case .found(let head) = table.head(text, allowPrefixes: true) else { return }
        if head.single == nil, words.count == 1 {
            self.words = head.commands.compactMap { command in
                command.path.dropFirst().first.map { CompletionWord($0, help: command.summary) }
            }
            return
        }
        guard case .success(let command?) = table.resolve(words.map { Argument($0) }, allowPrefixes: true) else { return }
        read(command, words.dropFirst(command.path.count).map { Argument($0) }, prefix: partial.prefix)
    }

    /// - Parameter arguments: the words after the command's own, without the one at the cursor.
    init(_ command: Command, arguments: [Argument], prefix: String) {
        read(command, arguments, prefix: prefix)
    }

    private mutating func read(_ command: Command, _ arguments: [Argument], prefix: String) {
        self.command = command
        var matcher = ArgumentMatcher(command: command, allowPrefixes: true)
        for argument in arguments { matcher.consume(argument) }
        argumentCount = matcher.argumentCount
        for occurrence in matcher.occurrencesSoFar { values[occurrence.parameter, default: []].append(occurrence.value) }
        if let option = matcher.pendingOption, option.form != .optionalValue || !prefix.hasPrefix("-") {
            pendingOption = option
            if option.form != .optionalValue { return }
        }
        parameters = matcher.nextPositionals
        if let option = matcher.assigningOption { parameters.append(option) }
        if !matcher.optionsEnded {
            options = command.options.filter { option in
                if case .option(isRepeatable: true) = option.form { return true }
                return values[option.name] == nil
            }
        }
    }

    private mutating func readHeads(of table: CommandTable, statements: Bool) {
        words = table.heads.compactMap { head in
            if let single = head.single {
                guard statements || !single.isStatement else { return nil }
                return CompletionWord(head.word, help: single.summary)
            }
            let group = head.commands.first.flatMap { table.group(named: $0.group) }
            return CompletionWord(head.word, help: group?.summary ?? "")
        }
    }

    /// The words of the command within a statement, empty where it begins at the cursor; `nil` when the cursor stands in the statement's own words, for
    /// which everything has then been said.
    private mutating func afterStatement(_ statement: Command, _ words: ArraySlice<Word>, prefix: String) -> ArraySlice<Word>? {
        switch statement.name {
        case "if", "elif":
            return words.first?.literal == "!" ? words.dropFirst() : words
        case "capture":
            if words.count >= 2 { return words.dropFirst(2) }
            if words.isEmpty {
                parameters = [.argument("name", .variable, value: "NAME", "The variable")]
            } else {
                self.words = [.init("=")]
            }
            return nil
        case "for":
            if words.isEmpty {
                parameters = [.argument("name", .variable, value: "NAME", "The variable")]
            } else if words.count == 1 {
                self.words = [.init("in")]
            } else {
                parameters = [.argument("word", .string, value: "WORD", variadic: true, "A value")]
            }
            return nil
        case "wait-until", "watch":
            var matcher = ArgumentMatcher(command: statement, allowPrefixes: true)
            var rest = words
            while let word = rest.first, matcher.pendingOption != nil || word.literalPrefix.hasPrefix("-") {
                matcher.consume(Argument(word))
                rest = rest.dropFirst()
            }
            guard rest.isEmpty, matcher.pendingOption != nil || prefix.hasPrefix("-") else { return rest }
            read(statement, words.map { Argument($0) }, prefix: prefix)
            return nil
        case "expect":
            if words.isEmpty {
                self.words = ["200", "201", "202", "204", "2xx", "400", "401", "403", "404", "409", "4xx"].map { CompletionWord($0) }
            }
            return nil
        default: return nil
        }
    }
}
