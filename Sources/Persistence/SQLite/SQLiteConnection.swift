import CSQLite

/// One connection to the database file with its kept statements.
///
/// Unchecked: a connection is used by one thread at a time. The writer's never leaves the writer's thread; a reader's is taken out of the
/// pool for the time of one call. SQLite is opened without its own mutexes, which allows any thread as long as no two are in it at once.
final class SQLiteConnection: @unchecked Sendable {
    enum Role { case reader, writer }

    let path: String
    private let handle: OpaquePointer
    private var isClosed = false
    private var kept: [String: SQLiteStatement] = [:]
    private var clock = 0
    private let keptLimit = 256

    /// Opens the file at `path`, creating it when `role` is the writer.
    ///
    /// - Throws: ``StoreError`` that names the path.
    init(path: String, role: Role, busyTimeout: Duration) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (role == .writer ? SQLITE_OPEN_CREATE : 0)
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened else { throw StoreError(.cannotOpen, code: Int(code), message: "cannot open database \(path): out of memory") }
        guard code == SQLITE_OK else {
            defer { sqlite3_close_v2(opened) }
            throw Self.openingError(opened, path: path)
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(
            opened, Int32(clamping: busyTimeout.components.seconds * 1000 + busyTimeout.components.attoseconds / 1_000_000_000_000_000))
        do {
            try configure(role)
        } catch let error as StoreError {
            throw StoreError(error.kind, code: error.code, message: "cannot open database \(path): \(error.message)")
        }
    }

    deinit { close() }

    /// Closes the connection; everything else is refused from then on.
    ///
    /// A statement that somebody still holds keeps the engine's side alive: close_v2 lets go when the last of them is gone.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        kept.removeAll()
        sqlite3_close_v2(handle)
    }

    private func configure(_ role: Role) throws {
        if role == .writer {
            let mode = try single("PRAGMA journal_mode = WAL") { $0.text(0) }
            guard mode == "wal" else {
                throw StoreError(
                    .cannotOpen, message: "its file system does not allow write-ahead logging (journal mode \(mode ?? "unknown"))")
            }
            for setting in ["synchronous = FULL", "wal_autocheckpoint = 1000", "journal_size_limit = 67108864"] {
                try run("PRAGMA \(setting)")
            }
        } else {
            try run("PRAGMA query_only = ON")
        }
        for setting in ["foreign_keys = ON", "temp_store = MEMORY", "cache_size = -8192", "trusted_schema = OFF"] {
            try run("PRAGMA \(setting)")
        }
        // Reads the file's header: what is not a database is found now, not at the first request.
        _ = try single("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
    }

    /// Whether no transaction is open: one that was expected is gone when the engine had to roll it back by itself.
    var isOutsideTransaction: Bool { isClosed || sqlite3_get_autocommit(handle) != 0 }

    /// Whether a row refers to nothing and the check was put off to the commit, where it would take others' work with it.
    var hasDeferredViolation: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current != 0
    }

    /// Drops every kept statement.
    func forgetStatements() { kept.removeAll() }

    /// Runs a statement, calling `row` for each row until it returns `false`.
    ///
    /// - Parameter check: refuses statements that do not belong where this one is used.
    /// - Returns: how many rows it changed.
    @discardableResult
    func perform(
        _ sql: String, _ arguments: [SQLValue], check: (SQLiteStatement) throws -> Void, row: (borrowing Row) throws -> Bool
    ) throws -> Int {
        let statement = try take(sql)
        defer { giveBack(statement, hadArguments: !arguments.isEmpty) }
        try check(statement)
        try bind(arguments, to: statement)
        let current = Row(source: statement)
        while true {
            switch sqlite3_step(statement.handle) {
            case SQLITE_ROW:
                if try !row(current) { return changes(by: statement) }
            case SQLITE_DONE:
                return changes(by: statement)
            default:
                throw StoreError(engine: handle, statement: sql)
            }
        }
    }

    /// Keeps the file from growing beyond `bytes`.
    func limitSize(to bytes: Int) throws {
        let pageSize = try single("PRAGMA page_size") { $0.int(0) } ?? 4096
        try run("PRAGMA max_page_count = \(max(1, bytes / max(1, pageSize)))")
    }

    /// Runs a statement of the store itself.
    func run(_ sql: String, _ arguments: [SQLValue] = []) throws {
        try perform(sql, arguments, check: { _ in }, row: { _ in true })
    }

    /// What `transform` makes of the first row of a query of the store itself.
    func single<T>(_ sql: String, _ arguments: [SQLValue] = [], _ transform: (borrowing Row) throws -> T) throws -> T? {
        var result: T?
        try perform(
            sql, arguments, check: { _ in },
            row: { current in
                result = try transform(current)
                return false
            })
        return result
    }

    private func changes(by statement: SQLiteStatement) -> Int {
        statement.kind == .change ? Int(sqlite3_changes64(handle)) : 0
    }

    // MARK: kept statements

    private func take(_ sql: String) throws -> SQLiteStatement {
        guard !isClosed else { throw StoreError(.closed, message: "the database is closed") }
        clock += 1
        if let statement = kept[sql], !statement.inUse {
            statement.inUse = true
            statement.lastUse = clock
            return statement
        }
        let statement = try prepare(sql)
        statement.inUse = true
        statement.lastUse = clock
        // One that is being stepped through while the same text runs again keeps its place; the second lives for this run only.
        if kept[sql] == nil {
            if kept.count >= keptLimit { dropLeastRecentlyUsed() }
            kept[sql] = statement
        }
        return statement
    }

    private func giveBack(_ statement: SQLiteStatement, hadArguments: Bool) {
        sqlite3_reset(statement.handle)
        if hadArguments { sqlite3_clear_bindings(statement.handle) }
        statement.inUse = false
    }

    private func dropLeastRecentlyUsed() {
        let oldest = kept.values.filter { !$0.inUse }.min { $0.lastUse < $1.lastUse }
        if let oldest { kept[oldest.sql] = nil }
    }

    private func prepare(_ sql: String) throws -> SQLiteStatement {
        var prepared: OpaquePointer?
        var text = sql
        let (code, isWhole) = text.withUTF8 { bytes -> (Int32, Bool) in
            guard let count = Int32(exactly: bytes.count) else { return (SQLITE_TOOBIG, true) }
            return bytes.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(handle, characters.baseAddress, count, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &tail)
                let used = characters.baseAddress.flatMap { start in tail.map { $0 - start } } ?? 0
                let rest = characters.dropFirst(used)
                return (code, rest.allSatisfy { $0 == 32 || (9...13).contains($0) || $0 == 59 })
            }
        }
        guard code == SQLITE_OK else { throw StoreError(engine: handle, statement: sql) }
        guard let prepared else { throw StoreError(.misuse, message: "empty statement", statement: sql) }
        let statement = SQLiteStatement(handle: prepared, sql: sql)
        guard isWhole else { throw StoreError(.misuse, message: "one statement at a time", statement: sql) }
        return statement
    }

    private func bind(_ arguments: [SQLValue], to statement: SQLiteStatement) throws {
        guard arguments.count == statement.parameterCount else {
            throw StoreError(
                .misuse, message: "the statement takes \(statement.parameterCount) arguments, \(arguments.count) given",
                statement: statement.sql)
        }
        var index: Int32 = 0
        for argument in arguments {
            index += 1
            let code =
                switch argument {
                case .null: sqlite3_bind_null(statement.handle, index)
                case .integer(let value): sqlite3_bind_int64(statement.handle, index, Int64(value))
                case .real(let value): sqlite3_bind_double(statement.handle, index, value)
                case .text(let value): Self.bind(text: value, to: statement.handle, at: index)
                case .blob(let value): Self.bind(blob: value, to: statement.handle, at: index)
                }
            guard code == SQLITE_OK else { throw StoreError(engine: handle, statement: statement.sql) }
        }
    }

    private static func bind(text: String, to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
            return bytes.withMemoryRebound(to: CChar.self) { characters in
                // No address means NULL to SQLite; empty text may have none.
                guard let start = characters.baseAddress else { return csqlite_bind_text_copy(statement, index, "", 0) }
                return csqlite_bind_text_copy(statement, index, start, count)
            }
        }
    }

    private static func bind(blob: [UInt8], to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !blob.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return blob.withUnsafeBytes { bytes in
            guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
            return csqlite_bind_blob_copy(statement, index, bytes.baseAddress, count)
        }
    }

    private static func openingError(_ handle: OpaquePointer, path: String) -> StoreError {
        var error = StoreError(engine: handle, statement: nil)
        error.message = "cannot open database \(path): \(error.message)"
        return error
    }
}
