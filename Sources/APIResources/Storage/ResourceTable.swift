package import JSONCodec
package import Persistence

/// The rows of one resource: records go in, documents come out.
///
/// A record holds the attributes by name. What the columns do not hold is in the document alone.
package final class ResourceTable: Sendable {
    package let definition: ResourceDefinition
    private let columnAttributes: [(name: String, column: String)]
    private let insertion: String
    private let replacement: String
    private let selection: String
    let pageSizes = PageSizes()

    package init(_ definition: ResourceDefinition) {
        self.definition = definition
        columnAttributes = definition.attributes.filter(\.hasColumn).map { ($0.name, $0.column) }
        let columns = columnAttributes.map(\.column) + definition.extraColumns.map(\.name) + ["document"]
        let quoted = columns.map { "\"\($0)\"" }
        let table = definition.tableName
        insertion =
            "INSERT INTO \(table) (\(quoted.joined(separator: ","))) VALUES (\(columns.map { _ in "?" }.joined(separator: ",")))"
        replacement = "UPDATE \(table) SET \(quoted.map { "\($0)=?" }.joined(separator: ",")) WHERE id=?"
        selection = "SELECT document FROM \(table) WHERE id=?"
    }

    package var name: String { definition.tableName }

    /// - Parameter extra: the values of the definition's extra columns, in their order.
    /// - Throws: ``StoreError``; a unique violation names the column.
    package func insert(_ record: JSONObject, extra: [SQLValue] = [], in transaction: any WriteTransaction) throws {
        try transaction.execute(insertion, arguments(record, extra))
    }

    /// Replaces the row of `record`'s id.
    package func update(_ record: JSONObject, extra: [SQLValue] = [], in transaction: any WriteTransaction) throws {
        try transaction.execute(replacement, arguments(record, extra) + [SQLValue(record["id"] ?? .null)])
    }

    private func arguments(_ record: JSONObject, _ extra: [SQLValue]) -> [SQLValue] {
        var arguments: [SQLValue] = []
        arguments.reserveCapacity(columnAttributes.count + definition.extraColumns.count + 2)
        for attribute in columnAttributes { arguments.append(record[attribute.name].map { SQLValue($0) } ?? .null) }
        for index in definition.extraColumns.indices { arguments.append(index < extra.count ? extra[index] : .null) }
        arguments.append(.text(String(decoding: definition.document(of: record), as: UTF8.self)))
        return arguments
    }

    /// - Returns: whether there was such a row.
    @discardableResult
    package func delete(_ id: String, in transaction: any WriteTransaction) throws -> Bool {
        try transaction.execute("DELETE FROM \(name) WHERE id=?", [.text(id)]) > 0
    }

    /// The record with the id; `nil` when there is none, or none that meets `scope`.
    package func record(_ id: String, scope: SQLCondition? = nil, in transaction: any ReadTransaction) throws -> JSONObject? {
        let statement = scope.map { "\(selection) AND \($0.sql)" } ?? selection
        return try transaction.first(statement, [.text(id)] + (scope?.arguments ?? [])) { try $0.json(0).objectValue } ?? nil
    }

    /// The records that meet `condition`, in the order in which they were made.
    package func records(where condition: SQLCondition, in transaction: any ReadTransaction) throws -> [JSONObject] {
        try transaction.rows("SELECT document FROM \(name) WHERE \(condition.sql) ORDER BY seq", condition.arguments) {
            try $0.json(0).objectValue ?? JSONObject()
        }
    }

    package func count(where condition: SQLCondition, in transaction: any ReadTransaction) throws -> Int {
        try transaction.count("SELECT count(*) FROM \(name) WHERE \(condition.sql)", condition.arguments)
    }

    /// Lends the bytes of the document with the id to `body`, without parsing them.
    ///
    /// - Parameter scope: what else the row must meet to be seen.
    /// - Returns: whether there is such a row.
    package func withDocument(
        _ id: String, scope: SQLCondition? = nil, in store: any Store, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        var isFound = false
        let statement = scope.map { "\(selection) AND \($0.sql)" } ?? selection
        try store.scan(statement, [.text(id)] + (scope?.arguments ?? [])) { row in
            isFound = true
            try row.bytes(0, body)
            return false
        }
        return isFound
    }
}
