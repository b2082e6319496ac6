extension SchemaMigration {
    /// Creates the table, adds its missing columns, or rebuilds it when only that reaches the declaration.
    func bringUp(_ table: Schema.Table) throws {
        guard let existing = try ExistingTable(table.name, on: connection) else {
            try connection.run(table.definition(named: table.name))
            return
        }
        let missing = table.columns.filter { column in !existing.columns.contains { $0.name == column.name } }
        guard let additions = additions(missing, to: existing, of: table) else {
            try rebuild(table, from: existing)
            return
        }
        for addition in additions { try connection.run("ALTER TABLE \(Schema.quoted(table.name)) ADD COLUMN \(addition)") }
    }

    /// The column definitions whose addition is all that is needed; `nil` when more is.
    private func additions(_ missing: [Schema.Column], to existing: ExistingTable, of table: Schema.Table) -> [String]? {
        for column in existing.columns {
            if let declared = table.columns.first(where: { $0.name == column.name }) {
                guard matches(declared, column, in: table) else { return nil }
            } else if !column.isNullable && column.defaultText == nil || column.keyPosition > 0 {
                // No longer declared, so nobody gives it a value.
                return nil
            }
        }
        var keys = Set(table.foreignKeys)
        guard existing.foreignKeys.isSubset(of: keys) else { return nil }
        keys.subtract(existing.foreignKeys)
        var additions: [String] = []
        for column in missing {
            guard !table.primaryKey.contains(column.name) else { return nil }
            guard column.isNullable || !(column.defaultValue?.isNull ?? true) else { return nil }
            var text = column.definition
            if let key = keys.first(where: { $0.columns == [column.name] }) {
                // The engine refuses a reference together with a default.
                guard column.defaultValue?.isNull ?? true else { return nil }
                text += " " + key.reference
                keys.remove(key)
            }
            additions.append(text)
        }
        return keys.isEmpty ? additions : nil
    }

    private func matches(_ declared: Schema.Column, _ column: ExistingTable.Column, in table: Schema.Table) -> Bool {
        let keyPosition = (table.primaryKey.firstIndex(of: declared.name) ?? -1) + 1
        return declared.kind.rawValue == column.kind && declared.isNullable == column.isNullable
            && declared.defaultValue?.literal == column.defaultText && keyPosition == column.keyPosition
    }

    /// The name a table has while it is being rebuilt.
    static func temporaryName(of table: Schema.Table) -> String { table.name + "__new" }

    /// Makes the table anew and copies every row and column of the old one into it.
    private func rebuild(_ table: Schema.Table, from existing: ExistingTable) throws {
        let temporary = Self.temporaryName(of: table)
        let extra = existing.columns.filter { column in !table.columns.contains { $0.name == column.name } }
        try connection.run(table.definition(named: temporary, extra: extra))
        var targets: [String] = []
        var sources: [String] = []
        for column in existing.columns {
            let name = Schema.quoted(column.name)
            targets.append(name)
            let declared = table.columns.first { $0.name == column.name }
            if let declared, !declared.isNullable, column.isNullable, let value = declared.defaultValue, !value.isNull {
                sources.append("coalesce(\(name), \(value.literal))")
            } else {
                sources.append(name)
            }
        }
        let old = Schema.quoted(table.name)
        let new = Schema.quoted(temporary)
        try connection.run(
            "INSERT INTO \(new) (\(targets.joined(separator: ", "))) SELECT \(sources.joined(separator: ", ")) FROM \(old) ORDER BY rowid")
        try connection.run("DROP TABLE \(old)")
        try connection.run("ALTER TABLE \(new) RENAME TO \(old)")
    }
}
