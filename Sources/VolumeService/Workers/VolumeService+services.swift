import HTTPApplication
package import JSONCodec
import Persistence

extension VolumeService {
    /// All services with their present state.
    package func services() async throws -> [ServiceRecord] {
        var rows = try store.read { try ServiceTable.all(in: $0) }
        for index in rows.indices {
            guard let state = await directory.state(binary: rows[index].binary, host: rows[index].host) else {
                rows[index].isUp = false
                continue
            }
            if let heartbeat = state.lastHeartbeat { rows[index].updatedAt = max(heartbeat, rows[index].updatedAt) }
            rows[index].isUp = state.isRunning && isFresh(state.lastHeartbeat)
        }
        return rows
    }

    /// Whether the scheduler may choose a service: it gave a sign of life within `service_down_time`, even when it pauses now.
    func isSchedulable(binary: String, host: String) async -> Bool {
        // Servers that nobody told this service about are taken to run.
        guard let state = await directory.state(binary: binary, host: host) else { return true }
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
