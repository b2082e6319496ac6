/// One body's part of a group that is committed together.
final class SQLiteWriteTransaction: WriteTransaction {
    private var connection: SQLiteConnection?
    private(set) var actions: [@Sendable () -> Void] = []

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Refuses everything from now on: the closure that was handed this transaction has returned.
    func end() { connection = nil }

    func scan(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Bool) throws {
        try open(for: sql).perform(sql, arguments, check: Self.requireHarmless, row: row)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try open(for: sql).perform(sql, arguments, check: Self.requireHarmless, row: { _ in true })
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

    private func open(for sql: String) throws -> SQLiteConnection {
        guard let connection else { throw StoreError(.misuse, message: "the transaction has ended", statement: sql) }
        return connection
    }

    private static func requireHarmless(_ statement: SQLiteStatement) throws {
        guard statement.kind != .control else {
            throw StoreError(.misuse, message: "transactions and settings are the store's own", statement: statement.sql)
        }
    }
}
