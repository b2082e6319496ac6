package import HTTPApplication
import Messaging
import Synchronization

/// The RPC servers that run for the service's workers, asked for their state when somebody wants to know.
package final class ServiceDirectory: Sendable {
    /// How a worker is doing.
    package struct State: Sendable, Hashable {
        /// Whether a server runs now.
        package var isRunning = false
        /// The last sign of life of any of its servers.
        package var lastHeartbeat: Timestamp?

        package init() {}
    }

    private let servers = Mutex<[RPCServer]>([])

    package init() {}

    func attach(_ server: RPCServer) {
        servers.withLock { servers in
            if !servers.contains(where: { $0 === server }) { servers.append(server) }
        }
    }

    func detach(_ server: RPCServer) { servers.withLock { $0.removeAll { $0 === server } } }

    /// The state of the worker that listens to `topic` under the name `host`; `nil` when no server was ever attached for it.
    package func state(topic: String, host: String) async -> State? {
        let servers = servers.withLock { $0.filter { $0.target.topic == topic && $0.target.server == host } }
        guard !servers.isEmpty else { return nil }
        var state = State()
        for server in servers {
            let status = await server.status
            if status.state == .running { state.isRunning = true }
            guard let heartbeat = status.lastHeartbeat else { continue }
            let time = Timestamp(microseconds: Int(heartbeat * 1_000_000))
            state.lastHeartbeat = state.lastHeartbeat.map { max($0, time) } ?? time
        }
        return state
    }
}
