/// Short forms for the tables of options.
extension OptionDefinition {
    package static func string(
        _ name: String, _ text: String? = nil, choices: [String] = [], ignoringCase: Bool = false, pattern: String? = nil,
        traits: OptionTraits = [], formerly: [String] = [], help: String = ""
    ) -> OptionDefinition {
        let type = OptionType.string(choices: choices, ignoringCase: ignoringCase, pattern: pattern)
        return OptionDefinition(name, type, default: textDefault(text), traits: traits, formerly: formerly, help: help)
    }

    package static func boolean(
        _ name: String, _ flag: Bool? = nil, traits: OptionTraits = [], formerly: [String] = [], help: String = ""
    ) -> OptionDefinition {
        let text = flag.map { $0 ? "true" : "false" }
        return OptionDefinition(name, .boolean, default: textDefault(text), traits: traits, formerly: formerly, help: help)
    }

    /// - Parameter reference: a default that takes the value of another option (`$name`), in place of a number.
    package static func integer(
        _ name: String, _ number: Int? = nil, reference: String? = nil, min: Int? = nil, max: Int? = nil, choices: [Int] = [],
        traits: OptionTraits = [], formerly: [String] = [], help: String = ""
    ) -> OptionDefinition {
        let type = OptionType.integer(minimum: min, maximum: max, choices: choices)
        let text = reference ?? number.map(String.init)
        return OptionDefinition(name, type, default: textDefault(text), traits: traits, formerly: formerly, help: help)
    }

    package static func number(
        _ name: String, _ number: Double? = nil, min: Double? = nil, max: Double? = nil, traits: OptionTraits = [],
        formerly: [String] = [], help: String = ""
    ) -> OptionDefinition {
        let type = OptionType.number(minimum: min, maximum: max)
        return OptionDefinition(
            name, type, default: textDefault(number?.description), traits: traits, formerly: formerly, help: help)
    }

    package static func port(_ name: String, _ number: Int? = nil, traits: OptionTraits = [], help: String = "") -> OptionDefinition {
        OptionDefinition(name, .port, default: textDefault(number.map(String.init)), traits: traits, help: help)
    }

    package static func list(
        _ name: String, _ items: [String]? = nil, choices: [String] = [], traits: OptionTraits = [], formerly: [String] = [],
        help: String = ""
    ) -> OptionDefinition {
        let text = items?.joined(separator: ",")
        let type = OptionType.list(of: .string(choices: choices))
        return OptionDefinition(name, type, default: textDefault(text), traits: traits, formerly: formerly, help: help)
    }

    package static func multi(
        _ name: String, _ values: [String] = [], of type: OptionType = .string(), traits: OptionTraits = [], help: String = ""
    ) -> OptionDefinition {
        OptionDefinition(name, .multi(of: type), default: .texts(values), traits: traits, help: help)
    }

    package static func uri(
        _ name: String, _ text: String? = nil, traits: OptionTraits = [], formerly: [String] = [], help: String = ""
    ) -> OptionDefinition {
        OptionDefinition(name, .uri(), default: textDefault(text), traits: traits, formerly: formerly, help: help)
    }

    package static func dictionary(_ name: String, traits: OptionTraits = [], help: String = "") -> OptionDefinition {
        OptionDefinition(name, .dictionary, default: .text(""), traits: traits, help: help)
    }

    private static func textDefault(_ text: String?) -> OptionDefault {
        text.map { .text($0) } ?? .none
    }
}
