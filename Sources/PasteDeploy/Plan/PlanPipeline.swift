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

    /// The option that lists the filters and the app; nil when `filter-with` or `filter-app` puts the filters there.
    let list: FactoryArguments.Option?

    init(
        name: String, strategy: String?, filters: [PlannedFactory], application: PlanNode, creation: Creation,
        list: FactoryArguments.Option? = nil
    ) {
        self.name = name
        self.strategy = strategy
        self.filters = filters
        self.application = application
        self.creation = creation
        self.list = list
    }
}
