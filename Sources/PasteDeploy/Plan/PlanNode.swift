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

/// Applications by host and path.
package struct PlanURLMap: Sendable {
    package struct Entry: Sendable {
        package let key: URLMapKey
        package let node: PlanNode

        package init(key: URLMapKey, node: PlanNode) {
            self.key = key
            self.node = node
        }
    }

    package let name: String

    /// The entries in the order of the file.
    package let entries: [Entry]

    /// What answers when no entry matches; nil for a plain 404.
    package let notFound: PlanNode?

    package init(name: String, entries: [Entry], notFound: PlanNode?) {
        self.name = name
        self.entries = entries
        self.notFound = notFound
    }
}
