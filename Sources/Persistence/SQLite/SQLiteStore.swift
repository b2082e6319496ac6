import Synchronization

/// The embedded database: one SQLite file in write-ahead mode.
///
/// Reads run on the caller's thread, each on a connection of its own, and are not held up by writes. Writes go through one thread that
/// commits what queued up in groups, so that many writers share each `fsync`.
package final class SQLiteStore: Store {
    package let path: String
    private let readers: SQLiteReaderPool
    private let writer: SQLiteWriter
    private let isClosed = Mutex(false)

    /// Opens the database at `path`, creating the file when it is missing.
    ///
    /// - Parameters:
    ///   - busyTimeout: how long to wait for another process that writes.
    ///   - sizeLimit: how many bytes the file may have; a write that needs more fails with ``StoreError/Kind/diskFull``.
    /// - Throws: ``StoreError`` that names the path: a missing directory, no permission, a file that is no database.
    package init(path: String, busyTimeout: Duration = .seconds(5), sizeLimit: Int? = nil) throws {
        self.path = path
        let connection = try SQLiteConnection(path: path, role: .writer, busyTimeout: busyTimeout)
        if let sizeLimit { try connection.limitSize(to: sizeLimit) }
        writer = try SQLiteWriter(connection)
        readers = SQLiteReaderPool(path: path, busyTimeout: busyTimeout)
    }

    deinit { close() }

    /// How many writes wait for the writer's thread.
    package var queueDepth: Int { writer.queueDepth }

    /// Counts what this store commits: the file is its alone.
    package var stamp: UInt64? { writer.stamp }

    package func read<T>(_ body: (any ReadTransaction) throws -> T) throws -> T {
        try readers.lend { connection in
            try connection.run("BEGIN")
            let transaction = SQLiteReadTransaction(connection)
            defer {
                transaction.end()
                // Ending a transaction that only read cannot fail; a connection that has none is as good.
                if !connection.isOutsideTransaction { try? connection.run("COMMIT") }
            }
            return try body(transaction)
        }
    }

    package func scan(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Bool) throws {
        try readers.lend { connection in
            _ = try connection.perform(sql, arguments, check: SQLiteReadTransaction.requireQuery, row: row)
        }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        try await withUnsafeThrowingContinuation { caller in
            let job = PendingWrite(body, caller: caller)
            if !writer.put(.grouped(job)) { job.finish(StoreError(.closed, message: "the database is closed")) }
        }
    }

    package func migrate(_ schema: Schema) async throws {
        try await exclusively { connection in
            try SchemaMigration(schema, on: connection).run()
        }
    }

    package func close() {
        let first = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        guard first else { return }
        writer.close()
        readers.close()
    }

    /// Runs `work` on the writer's thread, between two groups and outside any transaction.
    func exclusively<T: Sendable>(_ work: @escaping @Sendable (SQLiteConnection) throws -> T) async throws -> T {
        try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<T, any Error>) in
            let task = WriteTask.exclusive { connection in caller.resume(with: Result { try work(connection) }) }
            if !writer.put(task) { caller.resume(throwing: StoreError(.closed, message: "the database is closed")) }
        }
    }
}
