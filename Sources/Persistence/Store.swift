/// A database: snapshots to read from, and durable write transactions.
package protocol Store: Sendable {
    /// Runs `body` on one snapshot of the database, on the caller's thread.
    ///
    /// Bounded work only when the caller is an event loop: what is not limited by a page belongs elsewhere.
    ///
    /// - Throws: ``StoreError``, or what `body` throws.
    func read<T>(_ body: (any ReadTransaction) throws -> T) throws -> T

    /// Runs a single query, the cheapest way to read: one statement is a snapshot by itself.
    ///
    /// Otherwise as ``ReadTransaction/scan(_:_:_:)``.
    func scan(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Bool) throws

    /// Runs `body` as one transaction, one after the other with all other writes, and returns once its changes are durable.
    ///
    /// The body runs on the store's own thread: it must not wait for anything. Cancelling the calling task does not undo a write that was
    /// handed over. When `body` throws, or the commit fails, nothing of it remains and this throws.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T

    /// Makes the database match `schema`, in one transaction: tables, columns and indexes that are missing are created, those that changed
    /// are changed, and indexes of its tables that it no longer declares are dropped. No table, column or row is ever dropped.
    ///
    /// Tables that `schema` does not mention are left alone, so that each service may bring its own.
    func migrate(_ schema: Schema) async throws

    /// Waits for the writes already handed over, then closes the database. Later calls of any other method throw ``StoreError/Kind/closed``.
    func close()
}

extension Store {
    /// Runs a single query and calls `row` for each row of its result.
    package func query(_ sql: String, _ arguments: [SQLValue] = [], _ row: (borrowing Row) throws -> Void) throws {
        try scan(sql, arguments) { current in
            try row(current)
            return true
        }
    }

    /// What `transform` makes of each row of a single query's result.
    package func rows<T>(_ sql: String, _ arguments: [SQLValue] = [], _ transform: (borrowing Row) throws -> T) throws -> [T] {
        var result: [T] = []
        try scan(sql, arguments) { current in
            result.append(try transform(current))
            return true
        }
        return result
    }

    /// What `transform` makes of the first row of a single query's result; `nil` when there is none.
    package func first<T>(_ sql: String, _ arguments: [SQLValue] = [], _ transform: (borrowing Row) throws -> T) throws -> T? {
        var result: T?
        try scan(sql, arguments) { current in
            result = try transform(current)
            return false
        }
        return result
    }
}
