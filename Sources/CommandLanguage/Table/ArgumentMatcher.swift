/// Takes the words after a command's name one by one and gives each its parameter.
///
/// The same machine validates a whole command and tells what may come next in an unfinished one.
struct ArgumentMatcher {
    let command: Command
    let allowPrefixes: Bool
    private(set) var occurrences: [Invocation.Occurrence] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// An option that waits for its value.
    private(set) var pendingOption: Parameter?
    private var pendingRange = SourceRange(file: "")
    /// An option that takes the assignments that follow.
    private(set) var assigningOption: Parameter?
    private var hasUnknownOption = false
    /// No further word is an option.
    private(set) var optionsEnded: Bool
    /// The arguments so far: where each stands among the occurrences, and whether its text is known. They get their parameters in ``finish(at:)``.
    private var arguments: [(occurrence: Int, isKnown: Bool)] = []

    init(command: Command, allowPrefixes: Bool = false) {
        self.command = command
        self.allowPrefixes = allowPrefixes
        optionsEnded = command.optionsComeFirst && command.options.isEmpty
    }

    var argumentCount: Int { arguments.count }

    /// The values so far with their parameters. Until the end is known, arguments are taken to fill the parameters from left to right.
    var occurrencesSoFar: [Invocation.Occurrence] {
        var found = occurrences
        for (argument, parameter) in zip(arguments, command.positionals) { found[argument.occurrence].parameter = parameter.name }
        if let last = command.positionals.last, last.isVariadic {
            for argument in arguments.dropFirst(command.positionals.count) { found[argument.occurrence].parameter = last.name }
        }
        return found.filter { !$0.parameter.isEmpty }
    }

    /// The arguments that the next word could be, when it is no option: more than one where an optional argument comes before others.
    var nextPositionals: [Parameter] {
        let rest = command.positionals.dropFirst(arguments.count)
        guard let first = rest.first else { return command.positionals.last.flatMap { $0.isVariadic ? [$0] : nil } ?? [] }
        if !first.isRequired, !first.isVariadic, let required = rest.first(where: \.isRequired) { return [first, required] }
        if let assignments, !first.isRequired, !first.isVariadic {
            let hasBegun = arguments.contains { BodyArgument.isAssignment(occurrences[$0.occurrence].value) }
            return hasBegun ? [assignments] : [first, assignments]
        }
        return [first]
    }

    mutating func consume(_ argument: Argument) {
        if let option = pendingOption {
            pendingOption = nil
            if option.form == .optionalValue, argument.literalPrefix.hasPrefix("-") {
                record(option, "", at: pendingRange)
            } else if isOptionSpelling(argument), option.kind != .commandLine {
                diagnostics.append(missingValue(option))
            } else {
                return take(argument.text, isKnown: argument.isKnown, for: option, at: argument.range)
            }
        }
        if let option = assigningOption {
            if BodyArgument.isAssignment(argument.literalPrefix) {
                return take(argument.text, isKnown: argument.isKnown, for: option, at: argument.range)
            }
            assigningOption = nil
        }
        let text = argument.literalPrefix
        if !optionsEnded, text.hasPrefix("-"), text != "-", !isNegativeNumber(text) {
            if text == "--", argument.isKnown {
                optionsEnded = true
            } else if text.hasPrefix("--") {
                consumeLong(argument)
            } else {
                consumeShort(argument)
            }
            return
        }
        consumePositional(argument)
    }

    private func isNegativeNumber(_ text: String) -> Bool {
        guard let digit = text.dropFirst().unicodeScalars.first, digit.isDigit || digit == "." else { return false }
        return !command.options.contains { $0.short?.isNumber == true }
    }

    private func isOptionSpelling(_ argument: Argument) -> Bool {
        argument.isKnown && argument.literalPrefix == argument.text
            && (argument.text == "--" || command.options.contains { $0.spellings.contains(argument.text) })
    }

    private mutating func consumePositional(_ argument: Argument) {
        if command.optionsComeFirst { optionsEnded = true }
        arguments.append((occurrences.count, argument.isKnown))
        occurrences.append(Invocation.Occurrence(parameter: "", value: argument.text, range: argument.range))
    }

    private mutating func consumeLong(_ argument: Argument) {
        let literal = argument.literalPrefix
        let name = String(literal.dropFirst(2).prefix { $0 != "=" })
        let hasValue = literal.contains("=")
        if !hasValue, literal != argument.text || !argument.isKnown {
            diagnostics.append(Diagnostic("a variable cannot be part of an option's name", at: argument.range))
            return
        }
        guard let option = longOption(name, at: argument.range) else { return }
        if hasValue {
            guard !option.isFlag else {
                diagnostics.append(Diagnostic("option '--\(name)' takes no value", at: argument.range))
                return
            }
            let value = argument.text.drop { $0 != "=" }.dropFirst()
            take(String(value), isKnown: argument.isKnown, for: option, at: argument.range)
        } else {
            begin(option, at: argument.range)
        }
    }

    private mutating func longOption(_ name: String, at range: SourceRange) -> Parameter? {
        if let exact = command.options.first(where: { $0.long == name }) { return exact }
        let longer = command.options.filter { $0.long?.hasPrefix(name) == true }
        if allowPrefixes, longer.count == 1, !name.isEmpty { return longer[0] }
        diagnostics.append(unknownOption("--" + name, at: range))
        return nil
    }

    private mutating func consumeShort(_ argument: Argument) {
        var rest = argument.literalPrefix.dropFirst()
        let tail = argument.text.dropFirst(argument.literalPrefix.count)
        while let letter = rest.popFirst() {
            guard let option = command.options.first(where: { $0.short == letter || $0.synonyms.contains(letter) }) else {
                diagnostics.append(unknownOption("-" + String(letter), in: argument.literalPrefix, at: argument.range))
                return
            }
            if option.isFlag {
                record(option, "", at: argument.range)
            } else if rest.isEmpty, tail.isEmpty, argument.isKnown {
                return begin(option, at: argument.range)
            } else {
                return take(String(rest + tail), isKnown: argument.isKnown, for: option, at: argument.range)
            }
        }
        if !argument.isKnown || !tail.isEmpty {
            diagnostics.append(Diagnostic("a variable cannot be part of an option's name", at: argument.range))
        }
    }

    private mutating func begin(_ option: Parameter, at range: SourceRange) {
        if option.isFlag {
            record(option, "", at: range)
        } else {
            pendingOption = option
            pendingRange = range
        }
    }

    private mutating func take(_ value: String, isKnown: Bool, for parameter: Parameter, at range: SourceRange) {
        validate(value, isKnown: isKnown, for: parameter, at: range)
        if parameter.kind == .jsonBody, BodyArgument.isAssignment(value) { assigningOption = parameter }
        record(parameter, value, at: range)
    }

    private mutating func validate(_ value: String, isKnown: Bool, for parameter: Parameter, at range: SourceRange) {
        guard isKnown, let problem = parameter.kind.problem(with: value) else { return }
        if parameter.kind == .requestExpression, let mistake = RequestExpression.mistake(in: value, writtenAt: range) {
            return diagnostics.append(mistake)
        }
        let suggestions = Spelling.suggestions(for: value, among: parameter.kind.words)
        diagnostics.append(Diagnostic("\(parameter.spelling): \(problem)", at: range, suggestions: suggestions))
    }

    private mutating func record(_ parameter: Parameter, _ value: String, at range: SourceRange) {
        occurrences.append(Invocation.Occurrence(parameter: parameter.name, value: value, range: range))
    }

    private func missingValue(_ option: Parameter) -> Diagnostic {
        Diagnostic("option '\(option.spelling)' needs a value (\(option.valueName))", at: pendingRange)
    }

    private mutating func unknownOption(_ spelling: String, in word: String? = nil, at range: SourceRange) -> Diagnostic {
        hasUnknownOption = true
        // `-trace` for `--trace` is the commonest slip of all.
        let meant = word.flatMap { word in command.options.first { $0.long.map { "-" + $0 } == word } }
        let known = command.options.compactMap { $0.long.map { "--" + $0 } }
        let suggestions = meant.map { [$0.spelling] } ?? Spelling.suggestions(for: spelling, among: known)
        return Diagnostic(
            "unknown option '\(meant == nil ? spelling : word ?? spelling)' for '\(command.name)'", at: range,
            advice: suggestions.isEmpty ? "'help \(command.name)' lists its options" : nil, suggestions: suggestions)
    }

    /// Settles what is left open at the end of the command.
    mutating func finish(at range: SourceRange) {
        if let option = pendingOption {
            pendingOption = nil
            if option.form == .optionalValue { record(option, "", at: pendingRange) } else { diagnostics.append(missingValue(option)) }
        }
        let positionals = command.positionals
        let required = positionals.filter(\.isRequired)
        if arguments.count < required.count {
            let names = required.dropFirst(arguments.count).map(\.valueName).joined(separator: " ")
            diagnostics.append(Diagnostic("'\(command.name)' needs \(names)", at: range, advice: "usage: \(command.synopsisText)"))
        }
        // Optional arguments take, from left to right, what the required ones leave over.
        var spare = arguments.count - required.count
        var next = 0
        for parameter in positionals where next < arguments.count {
            if parameter.isVariadic {
                let after = positionals.drop { $0 != parameter }.dropFirst().filter(\.isRequired).count
                while next < arguments.count - after {
                    assign(next, parameter)
                    next += 1
                }
            } else if parameter.isRequired {
                assign(next, parameter)
                next += 1
            } else if spare > 0, !leavesToAssignments(parameter, next) {
                spare -= 1
                assign(next, parameter)
                next += 1
            }
        }
        // One complaint is enough for all that is too much; behind an unknown option it may be that option's value.
        if next < arguments.count, !hasUnknownOption {
            let extra = occurrences[arguments[next].occurrence]
            diagnostics.append(
                Diagnostic("too many arguments: unexpected '\(extra.value)'", at: extra.range, advice: "usage: \(command.synopsisText)"))
        }
        diagnostics.sort { $0.range.start.offset < $1.range.start.offset }
    }

    /// The assignments that may stand at the end.
    private var assignments: Parameter? { command.positionals.last.flatMap { $0.isVariadic && $0.kind == .assignment ? $0 : nil } }

    /// Whether an optional argument is passed over: `KEY=VALUE` is for the assignments that may follow.
    private func leavesToAssignments(_ parameter: Parameter, _ argument: Int) -> Bool {
        guard parameter.kind != .assignment, assignments != nil else { return false }
        return BodyArgument.isAssignment(occurrences[arguments[argument].occurrence].value)
    }

    private mutating func assign(_ argument: Int, _ parameter: Parameter) {
        let (index, isKnown) = arguments[argument]
        occurrences[index].parameter = parameter.name
        validate(occurrences[index].value, isKnown: isKnown, for: parameter, at: occurrences[index].range)
    }
}
