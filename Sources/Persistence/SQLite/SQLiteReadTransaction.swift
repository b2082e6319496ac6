/// A snapshot on a reader's connection.
final class SQLiteReadTransaction: ReadTransaction {
    private var connection: SQLiteConnection?

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Refuses everything from now on: the closure that was handed this transaction has returned.
    func end() { connection = nil }

    func scan(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Bool) throws {
        guard let connection else { throw StoreError(.misuse, message: "the transaction has ended", statement: sql) }
        try connection.perform(sql, arguments, check: Self.requireQuery, row: row)
    }

    static func requireQuery(_ statement: SQLiteStatement) throws {
        guard statement.kind == .query, statement.readsOnly else {
            throw StoreError(.misuse, message: "only queries can be run on a snapshot", statement: statement.sql)
        }
    }
}
