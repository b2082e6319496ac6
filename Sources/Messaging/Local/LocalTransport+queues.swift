extension LocalTransport {
    /// A queue as an operator sees it.
    package struct QueueStatus: Sendable, Hashable {
        package var name: String
        /// How many messages wait.
        package var depth: Int
        /// How many servers take from it.
        package var consumers: Int

        package init(name: String, depth: Int, consumers: Int) {
            self.name = name
            self.depth = depth
            self.consumers = consumers
        }
    }

    /// The queues that hold messages or have servers, by name.
    package var queues: [QueueStatus] {
        overview.map { QueueStatus(name: $0.name, depth: $0.depth, consumers: $0.consumers) }.sorted { $0.name < $1.name }
    }
}
