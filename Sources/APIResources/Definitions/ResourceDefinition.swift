package import JSONCodec
package import Persistence

/// A resource of an API, as data: routes, validation, storage, queries, views, quotas and documentation follow from it.
package struct ResourceDefinition: Sendable {
    /// What the API offers to do with it.
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case list, show, create, update, delete
    }

    /// The singular, which wraps one resource in a body.
    package var name: String
    /// The plural, which wraps a list.
    package var collection: String
    /// The path of the collection relative to the API's root.
    package var path: String
    package var attributes: [Attribute]
    package var operations: Set<Operation>
    /// The extension that brings the resource; `nil` for the core.
    package var extensionAlias: String?
    /// What quotas call it; `nil` when none applies.
    package var quota: String?
    /// The table that keeps it.
    package var tableName: String
    /// Columns beside those of the attributes, for what the service needs to find rows.
    package var extraColumns: [Schema.Column]
    package var extraIndexes: [Schema.Index]
    package var foreignKeys: [Schema.ForeignKey]

    /// - Parameters:
    ///   - path: `/` and the collection when `nil`.
    ///   - table: the collection when `nil`; services that share a database choose names of their own.
    package init(
        _ name: String, collection: String, path: String? = nil, table: String? = nil, operations: Set<Operation> = Set(Operation.allCases),
        quota: String? = nil, extension extensionAlias: String? = nil, columns: [Schema.Column] = [], indexes: [Schema.Index] = [],
        foreignKeys: [Schema.ForeignKey] = [], attributes: [Attribute]
    ) {
        self.name = name
        self.collection = collection
        self.path = path ?? "/" + collection
        self.attributes = attributes
        self.operations = operations
        self.extensionAlias = extensionAlias
        self.quota = quota
        tableName = table ?? collection
        extraColumns = columns
        extraIndexes = indexes
        self.foreignKeys = foreignKeys
    }

    /// The attribute called `name`, by its own name or its alias.
    package func attribute(_ name: String) -> Attribute? {
        for attribute in attributes where attribute.name == name || attribute.alias == name { return attribute }
        return nil
    }

    /// The definition with the attributes that an extension adds; of two with one name the later replaces the earlier, in its place.
    package func adding(_ added: [Attribute], from extensionAlias: String) -> ResourceDefinition {
        var definition = self
        for var attribute in added {
            attribute.extensionAlias = extensionAlias
            if let index = definition.attributes.firstIndex(where: { $0.name == attribute.name }) {
                definition.attributes[index] = attribute
            } else {
                definition.attributes.append(attribute)
            }
        }
        return definition
    }
}

extension ResourceDefinition {
    /// The table: a row number, the whole view as a JSON document, and a column for each attribute that queries need.
    ///
    /// The document stands before what lists do not read, since the way to a column leads past those in front of it.
    package var table: Schema.Table {
        var columns = [
            Schema.Column("seq", .integer, primaryKey: true), Schema.Column("document", .text, nullable: false, default: .text("{}")),
        ]
        var indexes = extraIndexes
        for attribute in attributes where attribute.hasColumn {
            let isKey = attribute.flags.contains(.primaryKey)
            columns.append(Schema.Column(attribute.column, attribute.type.column, nullable: !isKey, unique: isKey))
            if attribute.flags.contains(.indexed), !isKey { indexes.append(Schema.Index(on: [attribute.column, "id"])) }
        }
        columns += extraColumns
        return Schema.Table(tableName, columns: columns, foreignKeys: foreignKeys, indexes: indexes)
    }

    /// The view as administrators see it: every visible attribute that `record` has, in the order of their declaration.
    package func document(of record: JSONObject) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        var separator: StaticString = "{"
        func write(_ name: String, _ value: JSONValue, _ writer: inout JSONWriter) {
            writer.write(raw: separator)
            separator = ","
            writer.write(string: name)
            writer.write(raw: ":")
            writer.write(value)
        }
        for attribute in attributes where attribute.flags.contains(.visible) {
            guard let value = record[attribute.name] else { continue }
            write(attribute.name, value, &writer)
            if let alias = attribute.alias { write(alias, value, &writer) }
        }
        if separator.utf8CodeUnitCount == 1, writer.bytes.isEmpty { writer.write(raw: "{") }
        writer.write(raw: "}")
        return writer.bytes
    }

    /// What of a document a caller may see: the attributes that `fields` names (all, when it is empty) without the `hidden` ones.
    ///
    /// - Parameter hidden: names of attributes; their aliases go with them.
    package func view(_ document: JSONObject, fields: [String] = [], hiding hidden: [String]) -> JSONObject {
        var result = JSONObject(reservingCapacity: document.count)
        for member in document {
            guard fields.isEmpty || fields.contains(member.key) else { continue }
            if !hidden.isEmpty, hidden.contains(attribute(member.key)?.name ?? member.key) { continue }
            result.append(member.key, member.value)
        }
        return result
    }
}
