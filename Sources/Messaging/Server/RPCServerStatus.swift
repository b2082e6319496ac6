/// What is to be seen of a server at one moment.
package struct RPCServerStatus: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case stopped, running, draining
    }

    package var id: String
    package var topic: String
    package var server: String?
    package var state: State
    /// Messages handled since it was made, restarts included.
    package var calls: Int
    /// Those of them whose handler failed.
    package var failures: Int
    /// Messages that wait for it or for another server of its topic.
    package var queueDepth: Int
    package var running: Int
    /// Seconds since 1970; `nil` before its first start.
    package var lastHeartbeat: Double?
    package var lastActivity: Double?
}
