package import JSONCodec
package import NIOCore
package import Persistence

extension ResourceTable {
    /// Writes the resources that `query` asks for as a JSON array.
    ///
    /// One page costs as much as it has rows: its beginning is found by key, filters and order are the database's.
    ///
    /// - Parameter transform: makes the view of a document; when `nil`, the stored bytes are written as they are.
    /// - Throws: ``UnknownMarker``, `StoreError`, or what `transform` throws.
    package func list(
        _ query: ListQuery, in store: any Store, into buffer: inout ByteBuffer, transform: ((JSONObject) throws -> JSONObject)? = nil
    ) throws -> ListedPage {
        let (sql, arguments) = try statement(query, in: store)
        buffer.reserveCapacity(minimumWritableBytes: pageSizes.expected(limit: query.limit))
        let start = buffer.writerIndex
        var page = ListedPage()
        buffer.writeStaticString("[")
        if query.isReversed {
            var documents: [(id: String, bytes: [UInt8])] = []
            try store.query(sql, arguments) { documents.append(($0.text(0), $0.blob(1))) }
            for document in documents.reversed() {
                if page.count > 0 { buffer.writeStaticString(",") }
                page.count += 1
                try document.bytes.withUnsafeBytes { try write($0, &buffer, transform) }
            }
            page.first = documents.last?.id
            page.last = documents.first?.id
        } else {
            try store.scan(sql, arguments) { row in
                if page.count == 0 { page.first = row.text(0) } else { buffer.writeStaticString(",") }
                page.count += 1
                if page.count == query.limit { page.last = row.text(0) }
                try row.bytes(1) { try write($0, &buffer, transform) }
                return true
            }
        }
        buffer.writeStaticString("]")
        pageSizes.note(buffer.writerIndex - start + Self.linksSize, limit: query.limit)
        return page
    }

    /// Room for what follows the array: the links to other pages.
    private static let linksSize = 768

    private func write(
        _ bytes: UnsafeRawBufferPointer, _ buffer: inout ByteBuffer, _ transform: ((JSONObject) throws -> JSONObject)?
    ) throws {
        if let transform {
            var writer = JSONWriter(reservingCapacity: bytes.count)
            writer.write(try transform(try JSONValue(parsing: bytes).objectValue ?? JSONObject()))
            buffer.writeBytes(writer.bytes)
        } else {
            buffer.writeBytes(bytes)
        }
    }

    /// The query's statement: `id`, `document`.
    private func statement(_ query: ListQuery, in store: any Store) throws -> (sql: String, arguments: [SQLValue]) {
        var conditions = query.conditions
        var keys = query.sort
        if !keys.contains(where: { $0.column == "id" }) { keys.append(ListQuery.SortKey("id")) }
        if let marker = query.marker { conditions.append(try position(after: marker, keys, query, in: store)) }
        let order = keys.map { "\"\($0.column)\"" + ($0.ascending != query.isReversed ? "" : " DESC") }
        var sql = "SELECT id, document FROM \(name)"
        if !conditions.isEmpty { sql += " WHERE " + conditions.map(\.sql).joined(separator: " AND ") }
        sql += " ORDER BY " + order.joined(separator: ",")
        var arguments = conditions.flatMap(\.arguments)
        if query.limit != nil || query.offset != nil {
            sql += " LIMIT ?"
            arguments.append(.integer(query.limit ?? -1))
        }
        if let offset = query.offset {
            sql += " OFFSET ?"
            arguments.append(.integer(offset))
        }
        return (sql, arguments)
    }

    /// The condition that a row stands after the marker in the order of `keys`.
    private func position(
        after marker: String, _ keys: [ListQuery.SortKey], _ query: ListQuery, in store: any Store
    ) throws -> SQLCondition {
        let columns = keys.map { "\"\($0.column)\"" }.joined(separator: ",")
        let values = try store.first("SELECT \(columns) FROM \(name) WHERE id=?", [.text(marker)]) { row in
            keys.indices.map { row.value($0) }
        }
        guard let values else { throw UnknownMarker(marker: marker) }
        var alternatives: [SQLCondition] = []
        var equal: [SQLCondition] = []
        for (key, value) in zip(keys, values) {
            if let after = Self.after(key, value, ascending: key.ascending != query.isReversed) {
                let all = equal + [after]
                alternatives.append(SQLCondition("(" + all.map(\.sql).joined(separator: " AND ") + ")", all.flatMap(\.arguments)))
            }
            equal.append(value.isNull ? SQLCondition("\"\(key.column)\" IS NULL") : SQLCondition("\"\(key.column)\" = ?", [value]))
        }
        // The bound on the first key alone lets the database begin at the right place of an index.
        guard alternatives.count > 1, let first = keys.first, let value = values.first, !value.isNull,
            first.ascending != query.isReversed
        else { return alternatives.isEmpty ? SQLCondition("0") : .any(alternatives) }
        let whole = SQLCondition.any(alternatives)
        return SQLCondition("(\"\(first.column)\" >= ? AND \(whole.sql))", [value] + whole.arguments)
    }

    /// That a row's key comes after `value`; `nil` when nothing can. `NULL` is the smallest.
    private static func after(_ key: ListQuery.SortKey, _ value: SQLValue, ascending: Bool) -> SQLCondition? {
        let column = "\"\(key.column)\""
        if ascending { return value.isNull ? SQLCondition("\(column) IS NOT NULL") : SQLCondition("\(column) > ?", [value]) }
        return value.isNull ? nil : SQLCondition("(\(column) < ? OR \(column) IS NULL)", [value])
    }
}
