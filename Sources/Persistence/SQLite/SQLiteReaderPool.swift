import Synchronization

/// Connections for reading: opened on demand, handed to one caller at a time.
final class SQLiteReaderPool: Sendable {
    private struct State {
        var idle: [SQLiteConnection] = []
        var isClosed = false
    }

    private let path: String
    private let busyTimeout: Duration
    private let state = Mutex(State())
    /// Connections beyond this many are closed when they come back.
    private let idleLimit = 32

    init(path: String, busyTimeout: Duration) {
        self.path = path
        self.busyTimeout = busyTimeout
    }

    /// Lends a connection for the time of `body`.
    func lend<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        let connection = try take()
        defer { giveBack(connection) }
        return try body(connection)
    }

    /// Closes those that are idle; those that are lent are closed when they come back.
    func close() {
        let idle = state.withLock { state -> [SQLiteConnection] in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        _ = consume idle
    }

    private func take() throws -> SQLiteConnection {
        let idle = try state.withLock { state -> SQLiteConnection? in
            guard !state.isClosed else { throw StoreError(.closed, message: "the database is closed") }
            return state.idle.popLast()
        }
        return try idle ?? SQLiteConnection(path: path, role: .reader, busyTimeout: busyTimeout)
    }

    private func giveBack(_ connection: SQLiteConnection) {
        state.withLock { state in
            if !state.isClosed, state.idle.count < idleLimit { state.idle.append(connection) }
        }
    }
}
