/// One way through a plan, from the outside to an application.
package struct PlanPath: Sendable {
    /// What the urlmaps on the way match, such as `/v2.0` or `//host:port/v1`; `/` when nothing does.
    package let mount: String

    /// The pipelines on the way, outermost first.
    package let pipelines: [PlanPipeline]
    package let application: PlannedFactory

    /// The strategy of the innermost pipeline that was chosen by one.
    package var strategy: String? { pipelines.last { $0.strategy != nil }?.strategy }

    /// The filters on the way, outermost first.
    package var filters: [PlannedFactory] { pipelines.flatMap(\.filters) }

    package var filterNames: [String] { filters.map(\.name) }
    package var applicationName: String { application.name }
}
