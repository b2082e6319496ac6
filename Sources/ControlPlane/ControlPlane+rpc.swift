import Extensions
package import JSONCodec
package import Messaging

extension ControlPlane {
    /// What can be called where.
    package func rpcEndpoints() -> [EndpointListing] { EndpointListing.list(rpcGroups.flatMap(\.servers)) }

    package func rpcTopics() -> [String] { rpcGroups.map(\.description.topic) }

    /// Calls a method of a worker as another service would, and returns its result.
    ///
    /// - Parameters:
    ///   - namespace: `nil` = the namespace that has the method, when only one has.
    ///   - version: `nil` = the one that the endpoint declares.
    package func rpcCall(
        topic: String, method: String, arguments: JSONObject, server: String?, namespace: String?, version: RPCVersion?, timeout: Duration
    ) async throws -> JSONValue {
        let target = try target(topic: topic, method: method, server: server, namespace: namespace, version: version)
        do {
            return try await transport.call(target, Self.context, method, arguments, timeout: timeout)
        } catch let error as MessagingTimeout {
            throw ControlError("\(error)", kind: .timedOut)
        } catch {
            throw ControlError("\(error)")
        }
    }

    /// Sends a message that nobody answers. It is queued when no worker of the topic runs.
    package func rpcCast(
        topic: String, method: String, arguments: JSONObject, server: String?, namespace: String?, version: RPCVersion?
    ) throws {
        let target = try target(topic: topic, method: method, server: server, namespace: namespace, version: version)
        do { try transport.cast(target, Self.context, method, arguments) } catch { throw ControlError("\(error)") }
    }

    private static var context: RPCContext { RPCContext(requestID: nil, roles: ["admin"], isAdmin: true) }

    private func target(topic: String, method: String, server: String?, namespace: String?, version: RPCVersion?) throws -> Target {
        let endpoints = rpcEndpoints().filter { $0.topic == topic }
        guard !endpoints.isEmpty else { throw ControlError.unknown("topic", topic, known: rpcTopics()) }
        let candidates = endpoints.filter { endpoint in
            (namespace == nil || endpoint.namespace == namespace) && endpoint.methods.contains { $0.name == method }
        }
        guard let endpoint = candidates.first(where: { $0.namespace == nil }) ?? candidates.first else {
            throw ControlError.unknown("method", "\(topic) \(method)", known: endpoints.flatMap(\.methods).map(\.name))
        }
        return Target(topic: topic, server: server, namespace: endpoint.namespace, version: version ?? endpoint.version)
    }
}
