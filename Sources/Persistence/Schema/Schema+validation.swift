extension Schema {
    /// The table in which the store notes which definitions it has made.
    static let bookkeepingTable = "schema_tables"

    /// Finds what no database could make.
    ///
    /// - Throws: ``StoreError`` that names the table and column.
    func validate() throws {
        var names: Set<String> = [Schema.bookkeepingTable]
        for table in tables {
            guard names.insert(table.name.lowercased()).inserted else { throw Self.mistake(table, "is declared twice or reserved") }
            try Self.validate(table)
        }
    }

    private static func validate(_ table: Table) throws {
        guard !table.columns.isEmpty else { throw mistake(table, "has no columns") }
        var columns: Set<String> = []
        for column in table.columns {
            guard !column.name.isEmpty else { throw mistake(table, "has a column without a name") }
            guard columns.insert(column.name.lowercased()).inserted else { throw mistake(table, "has two columns named \(column.name)") }
        }
        func require(_ names: [String], for purpose: String) throws {
            for name in names where !columns.contains(name.lowercased()) {
                throw mistake(table, "has no column \(name), which \(purpose) names")
            }
        }
        try require(table.primaryKey, for: "the primary key")
        for key in table.foreignKeys {
            try require(key.columns, for: "a foreign key")
            guard !key.columns.isEmpty, key.columns.count == key.referencedColumns.count else {
                throw mistake(table, "has a foreign key to \(key.table) whose columns do not pair up")
            }
        }
        var indexes: Set<String> = []
        for index in table.indexes {
            guard !index.columns.isEmpty else { throw mistake(table, "has an index without columns") }
            try require(index.columns, for: "an index")
            let name = index.fullName(in: table.name)
            guard indexes.insert(name.lowercased()).inserted else { throw mistake(table, "has two indexes named \(name)") }
        }
    }

    private static func mistake(_ table: Table, _ reason: String) -> StoreError {
        StoreError(.misuse, message: "table \(table.name) \(reason)")
    }
}
