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
