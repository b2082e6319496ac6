import HTTPApplication
package import JSONCodec
import Messaging
import Persistence

extension VolumeService {
    /// All services with their present state.
    package func services() async throws -> [ServiceRecord] {
        var rows = try store.read { try ServiceTable.all(in: $0) }
        for index in rows.indices {
            if let state = await directory.state(topic: rows[index].topic, host: rows[index].host) {
                if let heartbeat = state.lastHeartbeat { rows[index].updatedAt = max(heartbeat, rows[index].updatedAt) }
                rows[index].isUp = state.isRunning && isFresh(state.lastHeartbeat)
            } else {
                rows[index].isUp = await answers(topic: rows[index].topic, host: rows[index].host)
                if rows[index].isUp { rows[index].updatedAt = .now() }
            }
        }
        return rows
    }

    /// Whether a server that nobody attached answers.
    private func answers(topic: String, host: String) async -> Bool {
        let target = Target(topic: topic, server: host, version: RPCVersion(3, 0))
        let answer = try? await transport.call(
            target, RPCContext(isAdmin: true), VolumeMessenger.pingMethod, [:], timeout: .milliseconds(250))
        return answer != nil
    }

    /// Whether the scheduler may choose a service: it gave a sign of life within `service_down_time`, even when it pauses now.
    func isSchedulable(topic: String, host: String) async -> Bool {
        // Servers that nobody attached are taken to run: the message waits for them.
        guard let state = await directory.state(topic: topic, host: host) else { return true }
        return state.isRunning || isFresh(state.lastHeartbeat)
    }

    private func isFresh(_ heartbeat: Timestamp?) -> Bool {
        guard let heartbeat else { return false }
        return Timestamp.now().microseconds - heartbeat.microseconds <= settings.serviceDownTime * 1_000_000
    }

    /// The pool with its capabilities, as the scheduler lists it.
    package func poolDescription() async throws -> JSONValue {
        let backend = backend
        let settings = settings
        let (capacity, volumes) = try store.read { transaction in
            (
                try backend.capacity(settings, in: transaction),
                try transaction.count("SELECT count(*) FROM volumes WHERE host = ?", [.text(backend.pool)])
            )
        }
        return [
            "name": .string(backend.pool), "capabilities": .object(backend.capabilities(settings, capacity, allocatedVolumes: volumes)),
        ]
    }
}
