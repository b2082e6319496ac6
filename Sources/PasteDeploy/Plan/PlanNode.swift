/// What will answer the requests of an app or of a part of it.
package indirect enum PlanNode: Sendable {
    case application(PlannedFactory)
    case pipeline(PlanPipeline)
    case urlmap(PlanURLMap)

    /// The name by which the deployment refers to it.
    package var name: String {
        switch self {
        case .application(let factory): factory.name
        case .pipeline(let pipeline): pipeline.name
        case .urlmap(let map): map.name
        }
    }
}
