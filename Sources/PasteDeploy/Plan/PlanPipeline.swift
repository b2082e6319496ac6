/// Filters around an application, outermost first.
package struct PlanPipeline: Sendable {
    /// In which order the factories are called; it never changes which filter is outside of which.
    package enum Creation: Sendable {
        case applicationFirst
        case filtersFirst
    }

    package let name: String

    /// The option of a pipeline factory that this is, such as `keystone`; nil for any other pipeline.
    package let strategy: String?
    package let filters: [PlannedFactory]
    package let application: PlanNode
    package let creation: Creation

    package init(name: String, strategy: String?, filters: [PlannedFactory], application: PlanNode, creation: Creation) {
        self.name = name
        self.strategy = strategy
        self.filters = filters
        self.application = application
        self.creation = creation
    }
}
