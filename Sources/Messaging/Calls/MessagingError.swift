/// Why a message was not delivered or not understood.
package enum MessagingError: Error, Sendable, Hashable {
    /// No endpoint of the server has the namespace in a version that serves the one asked for.
    case unsupportedVersion(method: String, namespace: String?, version: RPCVersion)
    case noSuchMethod(method: String, namespace: String?)
    /// The arguments are not those the method declares; one line for each.
    case badArguments(method: String, problems: [String])
    /// As many messages wait in the queue as it may hold: no server takes them.
    case queueFull(queue: String, limit: Int)
    /// The worker was told to stop and still has messages in hand.
    case draining(worker: String)
    /// The transport was closed.
    case closed
}

extension MessagingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsupportedVersion(let method, let namespace, let version):
            "endpoint does not support RPC version \(version) of \(Self.qualified(method, namespace))"
        case .noSuchMethod(let method, let namespace): "endpoint has no RPC method \(Self.qualified(method, namespace))"
        case .badArguments(let method, let problems): "bad arguments for \(method): \(problems.joined(separator: "; "))"
        case .queueFull(let queue, let limit): "queue \(queue) is full: \(limit) messages wait and no server takes them"
        case .draining(let worker): "worker \(worker) is still draining"
        case .closed: "the message transport is closed"
        }
    }

    private static func qualified(_ method: String, _ namespace: String?) -> String { namespace.map { $0 + "." + method } ?? method }
}
