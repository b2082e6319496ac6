import HTTPApplication
package import Messaging
import Synchronization

/// The RPC servers that run for the services, asked for their state when somebody wants to know.
package final class ServiceDirectory: Sendable {
    private struct Entry {
        var binary: String
        var host: String
        var server: RPCServer
    }

    /// How a service is doing.
    package struct State: Sendable, Hashable {
        /// Whether a server runs now.
        package var isRunning = false
        /// The last sign of life of any of its servers.
        package var lastHeartbeat: Timestamp?
    }

    private let entries = Mutex<[Entry]>([])

    package init() {}

    func attach(_ server: RPCServer, binary: String, host: String) {
        entries.withLock { entries in
            guard !entries.contains(where: { $0.server === server }) else { return }
            entries.append(Entry(binary: binary, host: host, server: server))
        }
    }

    func detach(_ server: RPCServer) { entries.withLock { $0.removeAll { $0.server === server } } }

    /// The state of a service; `nil` when no server was ever made for it here.
    package func state(binary: String, host: String) async -> State? {
        let servers = entries.withLock { $0.filter { $0.binary == binary && $0.host == host }.map(\.server) }
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
