import ConfigOptions

/// How the limits of projects depend on each other: `[unified_limit] enforcement_model`.
enum LimitModel: String, Sendable {
    case flat
    case strictTwoLevel = "strict_two_level"

    var description: String {
        switch self {
        case .flat: "Limits of projects do not depend on those of projects above."
        case .strictTwoLevel: "Projects are at most two levels deep, and no limit is above that of the project or domain above."
        }
    }

    /// How many projects may stand one below the other, whatever else is configured.
    var maximumTreeDepth: Int? { self == .strictTwoLevel ? 2 : nil }
}

extension IdentitySettings {
    var limitModel: LimitModel { config.string("enforcement_model", group: "unified_limit").flatMap(LimitModel.init) ?? .flat }
}
