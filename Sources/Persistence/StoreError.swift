/// Why the database refused.
package struct StoreError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Two rows with equal `columns` of `table`, which a unique index or the primary key forbids. For an index over expressions
        /// `columns` is empty and `table` is the index's name.
        case uniqueViolation(table: String, columns: [String])
        case foreignKeyViolation
        case notNullViolation(table: String, column: String)
        /// Another constraint: a `CHECK`, by its name or text.
        case constraintViolation(String)
        case diskFull
        /// Another process holds the database's write lock for longer than the busy timeout.
        case busy
        /// The path cannot be opened: missing directory, no permission, not a file.
        case cannotOpen
        /// The file is not a database, or is damaged.
        case corrupt
        /// The file or its directory cannot be written.
        case readOnly
        /// The database was written by a newer version of the program.
        case schemaTooNew(found: Int, known: Int)
        /// The declared schema cannot be reached from what the database holds without losing data.
        case schemaConflict
        /// The store was closed.
        case closed
        /// The statement is wrong, or not allowed where it was used.
        case misuse
        case other
    }

    package var kind: Kind
    /// The engine's own (extended) result code; 0 when the engine was not asked.
    package var code: Int
    /// What happened, in words: names the file, table or column concerned.
    package var message: String
    /// The statement that failed, without its arguments.
    package var statement: String?

    package init(_ kind: Kind, code: Int = 0, message: String, statement: String? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.statement = statement
    }
}

extension StoreError {
    package var isUniqueViolation: Bool { if case .uniqueViolation = kind { true } else { false } }

    /// The columns whose values were taken; empty for every other error.
    package var uniqueColumns: [String] { if case .uniqueViolation(_, let columns) = kind { columns } else { [] } }

    package var isForeignKeyViolation: Bool { kind == .foreignKeyViolation }
    package var isDiskFull: Bool { kind == .diskFull }
    package var isBusy: Bool { kind == .busy }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        guard let statement else { return message }
        let shown = statement.count > 200 ? statement.prefix(200) + "..." : statement[...]
        return "\(message) (in \"\(shown)\")"
    }
}
