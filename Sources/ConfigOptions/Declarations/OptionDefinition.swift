/// One option: everything there is to know about it, declared once.
///
/// From it come the conversion and checks of its value, `config show`, the sample and the manual page.
package struct OptionDefinition: Sendable, Hashable {
    package let name: String
    package internal(set) var group = "DEFAULT"
    package let type: OptionType
    package let defaultValue: OptionDefault
    package let traits: OptionTraits
    /// Names it had before; they are still understood, with a warning.
    package let formerNames: [OptionKey]
    /// One or two sentences, or empty.
    package let help: String

    /// - Parameter formerly: former names, each as `group/name`.
    package init(
        _ name: String, _ type: OptionType, default defaultValue: OptionDefault = .none, traits: OptionTraits = [],
        formerly: [String] = [], help: String = ""
    ) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.traits = traits
        self.formerNames = formerly.map { former in
            let parts = former.split(separator: "/", maxSplits: 1).map(String.init)
            return OptionKey(parts.last ?? former, group: parts.count == 2 ? parts[0] : "DEFAULT")
        }
        self.help = help
    }

    package var key: OptionKey { OptionKey(name, group: group) }
    package var isSecret: Bool { traits.contains(.secret) }
    package var isMutable: Bool { traits.contains(.mutable) }
    package var isDeprecated: Bool { traits.contains(.deprecated) }
}
