/// One line of `rpc list`: what can be called where.
package struct EndpointListing: Sendable, Hashable {
    package struct Method: Sendable, Hashable {
        package var name: String
        package var kind: RPCMethod.Kind
        package var arguments: [RPCArgument]
    }

    package var topic: String
    package var namespace: String?
    package var version: RPCVersion
    package var methods: [Method]

    /// The endpoints of `servers` by topic; servers of one topic offer the same and are listed once.
    package static func list(_ servers: [RPCServer]) -> [EndpointListing] {
        var seen: Set<EndpointListing> = []
        var result: [EndpointListing] = []
        for server in servers {
            for endpoint in server.endpoints {
                let listing = EndpointListing(
                    topic: server.target.topic, namespace: endpoint.namespace, version: endpoint.version,
                    methods: endpoint.methods.map { Method(name: $0.name, kind: $0.kind, arguments: $0.arguments) })
                if seen.insert(listing).inserted { result.append(listing) }
            }
        }
        return result.sorted { ($0.topic, $0.namespace ?? "") < ($1.topic, $1.namespace ?? "") }
    }
}
