/// Makes one database match one schema. Runs on the writer's thread with the connection for itself.
struct SchemaMigration {
    let schema: Schema
    let connection: SQLiteConnection

    init(_ schema: Schema, on connection: SQLiteConnection) {
        self.schema = schema
        self.connection = connection
    }

    /// What the store noted about a table when it last migrated it.
    struct Record: Hashable {
        var version: Int
        var fingerprint: String
    }

    func run() throws {
        try schema.validate()
        let records = try records()
        for table in schema.tables {
            if let record = records[table.name], record.version > schema.version {
                throw StoreError(
                    .schemaTooNew(found: record.version, known: schema.version),
                    message: "database \(connection.path) was written by a newer program: table \(table.name) has schema version "
                        + "\(record.version), this program knows \(schema.version)")
            }
        }
        let present = try presentObjects()
        let changed = schema.tables.filter { table in
            records[table.name] != Record(version: schema.version, fingerprint: table.fingerprint) || !isPresent(table, in: present)
        }
        guard !changed.isEmpty else { return }
        try inTransaction { try migrate(changed) }
    }

    /// Rebuilding a table drops the old one, which must not take the rows that refer to it along: the checks are off meanwhile, and made up
    /// for before the commit.
    private func inTransaction(_ body: () throws -> Void) throws {
        try connection.run("PRAGMA foreign_keys = OFF")
        defer {
            if !connection.isOutsideTransaction { try? connection.run("ROLLBACK") }
            try? connection.run("PRAGMA foreign_keys = ON")
            connection.forgetStatements()
        }
        try connection.run("BEGIN IMMEDIATE")
        try body()
        try connection.run("COMMIT")
    }

    private func migrate(_ tables: [Schema.Table]) throws {
        try connection.run(
            "CREATE TABLE IF NOT EXISTS \(Schema.quoted(Schema.bookkeepingTable)) "
                + "(name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, fingerprint TEXT NOT NULL)")
        for table in tables {
            do {
                try bringUp(table)
                try bringUpIndexes(of: table)
            } catch let error as StoreError {
                throw conflict(error, in: table)
            }
            try connection.run(
                "INSERT INTO \(Schema.quoted(Schema.bookkeepingTable)) (name, version, fingerprint) VALUES (?, ?, ?) "
                    + "ON CONFLICT (name) DO UPDATE SET version = excluded.version, fingerprint = excluded.fingerprint",
                [.text(table.name), .integer(schema.version), .text(table.fingerprint)])
        }
        for table in tables {
            let orphan = try connection.single("SELECT parent FROM pragma_foreign_key_check(?)", [.text(table.name)]) { $0.text(0) }
            if let orphan {
                throw StoreError(.schemaConflict, message: "table \(table.name) has rows that refer to rows missing in \(orphan)")
            }
        }
    }

    private func bringUpIndexes(of table: Schema.Table) throws {
        var present: [String: String] = [:]
        try connection.perform(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? COLLATE NOCASE AND sql IS NOT NULL",
            [.text(table.name)], check: { _ in },
            row: { row in
                present[row.text(0)] = row.text(1)
                return true
            })
        let wanted = Dictionary(
            table.indexes.map { ($0.fullName(in: table.name), $0.definition(in: table.name)) }, uniquingKeysWith: { first, _ in first })
        // An index under a name that no declaration makes was added by hand, and stays.
        for (name, sql) in present where name.hasPrefix(table.name + "_") && wanted[name] != sql {
            try connection.run("DROP INDEX \(Schema.quoted(name))")
            present[name] = nil
        }
        for (name, sql) in wanted.sorted(by: { $0.key < $1.key }) where present[name] == nil { try connection.run(sql) }
    }

    private func conflict(_ error: StoreError, in table: Schema.Table) -> StoreError {
        switch error.kind {
        case .uniqueViolation, .notNullViolation, .constraintViolation, .misuse:
            StoreError(
                .schemaConflict, code: error.code,
                message: "table \(table.name) cannot be migrated: "
                    + error.message.replacing(Self.temporaryName(of: table), with: table.name),
                statement: error.statement)
        default: error
        }
    }

    // MARK: what is there

    private func records() throws -> [String: Record] {
        var records: [String: Record] = [:]
        let known = try connection.single("SELECT 1 FROM sqlite_schema WHERE name = ?", [.text(Schema.bookkeepingTable)]) { $0.int(0) }
        guard known != nil else { return records }
        try connection.perform(
            "SELECT name, version, fingerprint FROM \(Schema.quoted(Schema.bookkeepingTable))", [], check: { _ in },
            row: { row in
                records[row.text(0)] = Record(version: row.int(1), fingerprint: row.text(2))
                return true
            })
        return records
    }

    private func presentObjects() throws -> Set<String> {
        var names: Set<String> = []
        try connection.perform(
            "SELECT name FROM sqlite_schema", [], check: { _ in },
            row: { row in
                names.insert(row.text(0))
                return true
            })
        return names
    }

    private func isPresent(_ table: Schema.Table, in names: Set<String>) -> Bool {
        names.contains(table.name) && table.indexes.allSatisfy { names.contains($0.fullName(in: table.name)) }
    }
}
