/// A composite that chooses its pipeline by the auth strategy, with all that it could have chosen.
package struct PlanStrategies: Sendable, Hashable {
    package struct Alternative: Sendable, Hashable {
        package let name: String
        package let filters: [String]
        package let application: String
    }

    /// The name of the composite.
    package let composite: String

    /// The name of the alternative that the plan uses.
    package let active: String
    package let alternatives: [Alternative]
}
