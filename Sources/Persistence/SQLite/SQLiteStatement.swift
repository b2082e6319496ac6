import CSQLite

/// A prepared statement, and the row it stands on.
final class SQLiteStatement: RowSource {
    let handle: OpaquePointer
    let sql: String
    let kind: StatementKind
    let parameterCount: Int
    /// Whether running it leaves the database as it is, in the engine's own judgement.
    let readsOnly: Bool
    /// Whether somebody is stepping through its rows right now.
    var inUse = false
    /// The tick of the connection's clock at its last use: the least recently used statement is dropped first.
    var lastUse = 0

    /// Takes ownership of `handle`.
    init(handle: OpaquePointer, sql: String) {
        self.handle = handle
        self.sql = sql
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
        readsOnly = sqlite3_stmt_readonly(handle) != 0
        let kind = StatementKind(sql)
        self.kind = kind == .change && readsOnly ? .query : kind
    }

    deinit { sqlite3_finalize(handle) }

    var columnCount: Int { Int(sqlite3_column_count(handle)) }

    func columnName(_ index: Int) -> String {
        guard let name = sqlite3_column_name(handle, Int32(truncatingIfNeeded: index)) else { return "" }
        return String(cString: name)
    }

    func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, Int32(truncatingIfNeeded: index)) == SQLITE_NULL }

    func int(_ index: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(truncatingIfNeeded: index))) }

    func real(_ index: Int) -> Double { sqlite3_column_double(handle, Int32(truncatingIfNeeded: index)) }

    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        let column = Int32(truncatingIfNeeded: index)
        // The pointer first: asking for it may convert the value, which changes its length. Text is not converted, a number becomes text, and
        // `NULL` has no bytes.
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }

    func value(_ index: Int) -> SQLValue {
        switch sqlite3_column_type(handle, Int32(truncatingIfNeeded: index)) {
        case SQLITE_INTEGER: .integer(int(index))
        case SQLITE_FLOAT: .real(real(index))
        case SQLITE_TEXT: .text(String(decoding: bytes(index), as: UTF8.self))
        case SQLITE_BLOB: .blob(Array(bytes(index)))
        default: .null
        }
    }
}
