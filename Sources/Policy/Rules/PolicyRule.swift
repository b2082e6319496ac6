package import INI

/// A rule in force.
package struct PolicyRule: Sendable {
    package enum Origin: Sendable, Hashable, CustomStringConvertible {
        case `default`
        /// The default or, as long as `enforce_new_defaults` is not set, what was the default before.
        case deprecatedDefault
        case file(SourcePosition)

        package var description: String {
            switch self {
            case .default: "default"
            case .deprecatedDefault: "default, with the deprecated one"
            case .file(let position): position.description
            }
        }
    }

    package var name: String
    package var check: PolicyCheck
    package var origin: Origin
    /// The service's own rule of that name; `nil` for one that only a file has.
    package var defaultRule: RuleDefault?
    /// Whether it holds for every administrator whatever the target: then there is nothing to evaluate.
    package var admitsAdministrators = false

    package var isOverridden: Bool { if case .file = origin { true } else { false } }
}
