/// One argument, option or flag of a command, as data.
package struct Parameter: Sendable, Hashable {
    package enum Form: Sendable, Hashable {
        case positional(isOptional: Bool, isVariadic: Bool)
        /// An option with a value; `isRepeatable` keeps every value, else the last one counts.
        case option(isRepeatable: Bool)
        /// An option whose value may be left out.
        case optionalValue
        /// An option without a value; given more than once it counts.
        case flag
    }

    /// The key in ``Invocation``.
    package var name: String
    package var form: Form
    /// Without the dashes.
    package var long: String?
    package var short: Character?
    /// Further spellings that mean the same.
    package var synonyms: [Character]
    /// How the manual writes the value: `APP`.
    package var valueName: String
    package var kind: ValueKind
    /// What holds when it is not given; shown only, nobody inserts it.
    package var defaultText: String?
    /// One line, without a full stop.
    package var help: String

    package var isPositional: Bool { if case .positional = form { true } else { false } }
    package var isFlag: Bool { form == .flag }

    package var isRequired: Bool { if case .positional(isOptional: false, _) = form { true } else { false } }
    package var isVariadic: Bool { if case .positional(_, isVariadic: true) = form { true } else { false } }

    /// `--app`, or `-d` where there is no long spelling.
    package var spelling: String {
        if let long { return "--" + long }
        if let short { return "-" + String(short) }
        return valueName
    }

    /// Every spelling, short ones first: `-o`, `-f`, `--output`.
    package var spellings: [String] {
        ([short].compactMap(\.self) + synonyms).map { "-" + String($0) } + (long.map { ["--" + $0] } ?? [])
    }

    package static func argument(
        _ name: String, _ kind: ValueKind, value: String? = nil, optional: Bool = false, variadic: Bool = false,
        default defaultText: String? = nil,
        _ help: String
    ) -> Parameter {
        Parameter(
            name: name, form: .positional(isOptional: optional, isVariadic: variadic), synonyms: [], valueName: value ?? name.uppercased(),
            kind: kind,
            defaultText: defaultText, help: help)
    }

    /// - Parameter spelling: `--app`; a one-letter option without a long spelling is given by `short` alone.
    package static func option(
        _ spelling: String?, short: Character? = nil, synonyms: [Character] = [], value: String, _ kind: ValueKind, name: String? = nil,
        repeatable: Bool = false, default defaultText: String? = nil, _ help: String
    ) -> Parameter {
        let long = spelling.map { String($0.drop { $0 == "-" }) }
        return Parameter(
            name: name ?? long ?? short.map { String($0) } ?? value, form: .option(isRepeatable: repeatable), long: long, short: short,
            synonyms: synonyms, valueName: value, kind: kind, defaultText: defaultText, help: help)
    }

    package static func flag(_ spelling: String?, short: Character? = nil, name: String? = nil, _ help: String) -> Parameter {
        let long = spelling.map { String($0.drop { $0 == "-" }) }
        return Parameter(
            name: name ?? long ?? short.map { String($0) } ?? "", form: .flag, long: long, short: short, synonyms: [], valueName: "",
            kind: .string,
            help: help)
    }
}
