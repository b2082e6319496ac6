package import JSONCodec

/// Rows with named columns.
package struct TableValue: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
        /// In snake_case; the field in JSON and the heading of the table.
        package var name: String
        /// The plain table leaves it out.
        package var isWide: Bool

        package init(_ name: String, wide: Bool = false) {
            self.name = name
            isWide = wide
        }
    }

    package let columns: [Column]
    /// A value for each column.
    package let rows: [[JSONValue]]

    package init(columns: [Column], rows: [[JSONValue]]) {
        self.columns = columns
        self.rows = rows.map { row in columns.indices.map { row.indices.contains($0) ? row[$0] : .null } }
    }

    /// A table with the columns that the command declares; a member that an object lacks is null.
    package init(fields: [Command.Field], objects: [JSONObject]) {
        self.init(
            columns: fields.map { Column($0.name, wide: $0.isWide) },
            rows: objects.map { object in fields.map { object[$0.name] ?? .null } })
    }

    /// A table of any objects: their members in order of first appearance are the columns.
    package init(objects: [JSONObject]) {
        var names: [String] = []
        var seen: Set<String> = []
        for object in objects { names += object.keys.filter { seen.insert($0).inserted } }
        self.init(columns: names.map { Column($0) }, rows: objects.map { object in names.map { object[$0] ?? .null } })
    }

    /// Each row as an object.
    package var objects: [JSONValue] {
        rows.map { row in .object(JSONObject(zip(columns.map(\.name), row).map { ($0, $1) })) }
    }

    package var jsonValue: JSONValue {
        [
            "columns": .array(columns.map { ["name": .string($0.name), "wide": .bool($0.isWide)] }),
            "rows": .array(rows.map { .array($0) }),
        ]
    }

    package init?(jsonValue: JSONValue) {
        guard let columns = jsonValue["columns"]?.arrayValue, let rows = jsonValue["rows"]?.arrayValue else { return nil }
        self.init(
            columns: columns.compactMap { column in column["name"]?.stringValue.map { Column($0, wide: column["wide"]?.boolValue ?? false) }
            },
            rows: rows.compactMap(\.arrayValue))
    }
}
