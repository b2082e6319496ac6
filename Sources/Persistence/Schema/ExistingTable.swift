/// A table as the database has it.
struct ExistingTable {
    struct Column: Hashable {
        var name: String
        var kind: String
        var isNullable: Bool
        var defaultText: String?
        /// The place in the primary key, counted from 1; 0 outside it.
        var keyPosition: Int
    }

    var columns: [Column]
    var foreignKeys: Set<Schema.ForeignKey>

    /// Asks the database; `nil` when it has no such table.
    init?(_ name: String, on connection: SQLiteConnection) throws {
        var columns: [Column] = []
        try connection.perform(
            "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?) ORDER BY cid", [.text(name)], check: { _ in },
            row: { row in
                columns.append(
                    Column(
                        name: row.text(0), kind: row.text(1), isNullable: !row.bool(2), defaultText: row.optionalText(3),
                        keyPosition: row.int(4)))
                return true
            })
        guard !columns.isEmpty else { return nil }
        self.columns = columns
        foreignKeys = try Self.foreignKeys(of: name, on: connection)
    }

    /// The column as a declaration of its own kind would state it, made nullable when rows could not be inserted without it.
    static func kept(_ column: Column) -> String {
        var text = Schema.quoted(column.name) + " " + column.kind
        if !column.isNullable, column.defaultText != nil { text += " NOT NULL" }
        if let value = column.defaultText { text += " DEFAULT " + value }
        return text
    }

    private static func foreignKeys(of name: String, on connection: SQLiteConnection) throws -> Set<Schema.ForeignKey> {
        var keys: [Int: Schema.ForeignKey] = [:]
        try connection.perform(
            "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq", [.text(name)],
            check: { _ in },
            row: { row in
                let deletion = Schema.ForeignKey.Deletion(rawValue: row.text(4)) ?? .restrict
                var key = keys[row.int(0)] ?? Schema.ForeignKey([], references: row.text(1), [], onDelete: deletion)
                key.columns.append(row.text(2))
                key.referencedColumns.append(row.text(3))
                keys[row.int(0)] = key
                return true
            })
        return Set(keys.values)
    }
}
