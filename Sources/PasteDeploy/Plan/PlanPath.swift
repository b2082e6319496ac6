/// One way through a plan, from the outside to an application.
package struct PlanPath: Sendable {
    /// What the urlmaps on the way match, such as `/v2.0` or `//host:port/v1`; `/` when nothing does.
    package let mount: String

    /// The strategy of the innermost pipeline that was chosen by one.
    package let strategy: String?

    /// The filters on the way, outermost first.
    package let filters: [PlannedFactory]
    package let application: PlannedFactory

    package var filterNames: [String] { filters.map(\.name) }
    package var applicationName: String { application.name }
}
