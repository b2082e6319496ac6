/// Where a message goes, or where a server listens, in oslo.messaging's terms.
package struct Target: Sendable, Hashable {
    /// `nil` is the transport's own control exchange.
    package var exchange: String?
    package var topic: String
    /// One server of the topic; `nil` is any of them.
    package var server: String?
    /// Every server of the topic at once.
    package var isFanout: Bool
    /// The group of methods meant; `nil` is the default one.
    package var namespace: String?
    /// The interface version the sender needs.
    package var version: RPCVersion

    package init(
        exchange: String? = nil, topic: String, server: String? = nil, fanout: Bool = false, namespace: String? = nil,
        version: RPCVersion = RPCVersion(1, 0)
    ) {
        self.exchange = exchange
        self.topic = topic
        self.server = server
        isFanout = fanout
        self.namespace = namespace
        self.version = version
    }
}

extension Target: CustomStringConvertible {
    /// `cinder-volume`, `cinder-volume.host@backend`, `q-plugin (fanout)`.
    package var description: String {
        if isFanout { return topic + " (fanout)" }
        return server.map { topic + "." + $0 } ?? topic
    }
}
