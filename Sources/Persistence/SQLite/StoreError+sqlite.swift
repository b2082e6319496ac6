import CSQLite

extension StoreError {
    /// The error that the connection reported last.
    init(engine handle: OpaquePointer, statement: String?) {
        let code = sqlite3_extended_errcode(handle)
        let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error"
        self.init(Self.kind(code: code, message: message), code: Int(code), message: message, statement: statement)
    }

    private static func kind(code: Int32, message: String) -> Kind {
        switch code {
        case SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (6 << 8), SQLITE_CONSTRAINT | (10 << 8):
            // UNIQUE, PRIMARYKEY, ROWID: "UNIQUE constraint failed: ports.network_id, ports.mac_address" or "... failed: index 'NAME'".
            let (table, columns) = namedColumns(in: message)
            return .uniqueViolation(table: table, columns: columns)
        case SQLITE_CONSTRAINT | (3 << 8):
            return .foreignKeyViolation
        case SQLITE_CONSTRAINT | (7 << 8) where message.hasPrefix("FOREIGN KEY"):
            // TRIGGER: how the engine reports a row that is kept by a RESTRICT.
            return .foreignKeyViolation
        case SQLITE_CONSTRAINT | (5 << 8):
            let (table, columns) = namedColumns(in: message)
            return .notNullViolation(table: table, column: columns.first ?? "")
        default: break
        }
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: return .constraintViolation(afterColon(message))
        case SQLITE_FULL: return .diskFull
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_CANTOPEN: return .cannotOpen
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt
        case SQLITE_READONLY, SQLITE_PERM: return .readOnly
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG: return .misuse
        default: return .other
        }
    }

    private static func afterColon(_ message: String) -> String {
        guard let colon = message.firstIndex(of: ":") else { return message }
        return String(message[message.index(after: colon)...].drop { $0 == " " })
    }

    private static func namedColumns(in message: String) -> (table: String, columns: [String]) {
        let names = afterColon(message)
        if names.hasPrefix("index '") { return (String(names.dropFirst(7).prefix { $0 != "'" }), []) }
        var table = ""
        let columns = names.split(separator: ",").map { name -> String in
            let parts = name.drop { $0 == " " }.split(separator: ".", maxSplits: 1)
            if parts.count == 2, let first = parts.first { table = String(first) }
            return parts.last.map(String.init) ?? ""
        }
        return (table, columns)
    }
}
