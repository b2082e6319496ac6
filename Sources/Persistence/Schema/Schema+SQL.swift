extension Schema {
    /// A name as SQL takes it whatever is in it.
    static func quoted(_ name: String) -> String {
        var text = "\""
        for character in name { text += character == "\"" ? "\"\"" : String(character) }
        return text + "\""
    }

    static func quotedList(_ names: [String]) -> String { "(" + names.map(quoted).joined(separator: ", ") + ")" }
}

extension SQLValue {
    /// The value as it is written into a definition.
    var literal: String {
        switch self {
        case .null: return "NULL"
        case .integer(let value): return String(value)
        case .real(let value): return value.description
        case .text(let value):
            var text = "'"
            for character in value { text += character == "'" ? "''" : String(character) }
            return text + "'"
        case .blob(let bytes):
            var text = "X'"
            for byte in bytes {
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "0" + digits : digits
            }
            return text + "'"
        }
    }
}

extension Schema.Column {
    /// The column as a part of `CREATE TABLE` or `ALTER TABLE ... ADD COLUMN`.
    var definition: String {
        var text = Schema.quoted(name) + " " + kind.rawValue
        if !isNullable { text += " NOT NULL" }
        if let defaultValue { text += " DEFAULT " + defaultValue.literal }
        return text
    }
}

extension Schema.ForeignKey {
    var reference: String {
        "REFERENCES \(Schema.quoted(table)) \(Schema.quotedList(referencedColumns)) ON DELETE \(onDelete.rawValue)"
    }

    var definition: String { "FOREIGN KEY \(Schema.quotedList(columns)) \(reference)" }
}

extension Schema.Index {
    /// The index's name in the database, which is shared by all tables.
    func fullName(in table: String) -> String {
        table + "_" + (name ?? columns.joined(separator: "_") + (isUnique ? "_key" : "_index"))
    }

    func definition(in table: String) -> String {
        var text = "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(Schema.quoted(fullName(in: table)))"
        text += " ON \(Schema.quoted(table)) \(Schema.quotedList(columns))"
        if let condition { text += " WHERE " + condition }
        return text
    }
}

extension Schema.Table {
    /// The statement that creates the table under `name`, with `extra` columns that the schema no longer declares.
    func definition(named name: String, extra: [ExistingTable.Column] = []) -> String {
        var parts = columns.map(\.definition) + extra.map(ExistingTable.kept)
        if !primaryKey.isEmpty { parts.append("PRIMARY KEY " + Schema.quotedList(primaryKey)) }
        parts += foreignKeys.map(\.definition)
        return "CREATE TABLE \(Schema.quoted(name)) (\(parts.joined(separator: ", ")))"
    }

    /// Everything declared about the table, as text: equal texts need no migration.
    var fingerprint: String {
        ([definition(named: name)] + indexes.map { $0.definition(in: name) }).joined(separator: ";\n")
    }
}
