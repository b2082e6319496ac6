import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// The rows that a list request asks for: filters by attributes, exact or by a part of a text, and a page.
struct IdentityListQuery {
    private static let comparisons = ["contains", "startswith", "endswith", "equals"]

    let items: QueryItems
    private(set) var conditions: [SQLCondition] = []
    private let limit: Int?
    private let marker: String?

    /// - Throws: ``IdentityFault``, 400.
    init(_ call: IdentityCall, _ definition: ResourceDefinition) throws {
        items = call.query
        for item in call.query.items {
            let name = item.name.firstRange(of: "__").map { String(item.name[..<$0.lowerBound]) } ?? item.name
            guard let attribute = definition.attribute(name), attribute.flags.contains(.filter), attribute.hasColumn else { continue }
            if name == item.name {
                conditions.append(Self.equality(attribute, item.value))
            } else if let condition = Self.comparison(attribute, String(item.name.dropFirst(name.count + 2)), item.value) {
                conditions.append(condition)
            }
        }
        let configured = [call.settings.listLimit(of: definition.collection), try Self.number(call.query.first("limit"))].compactMap { $0 }
        limit = configured.min()
        marker = call.query.first("marker").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of an argument; `nil` when it is not given or empty.
    func text(_ name: String) -> String? { items.first(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether a record that was found in another way meets the exact filters.
    func accepts(_ record: JSONObject, _ definition: ResourceDefinition) -> Bool {
        items.items.allSatisfy { item in
            guard let attribute = definition.attribute(item.name), attribute.flags.contains(.filter) else { return true }
            if attribute.type == .identityFlag { return record[item.name]?.boolValue == Self.isTrue(item.value) }
            return record[item.name]?.stringValue == item.value
        }
    }

    private static func number(_ text: String?) throws -> Int? {
        guard let text, !text.isEmpty else { return nil }
        guard let value = Int(text), value >= 0 else { throw IdentityFault.invalid("limit", "'\(text)' is no number of items") }
        return value == 0 ? nil : value
    }

    private static func equality(_ attribute: Attribute, _ value: String) -> SQLCondition {
        if attribute.type == .identityFlag { return SQLCondition("\"\(attribute.column)\" = ?", [.integer(isTrue(value) ? 1 : 0)]) }
        return SQLCondition("\"\(attribute.column)\" = ?", [.text(value)])
    }

    /// What a flag in a query means: everything but the words for false is true.
    static func isTrue(_ text: String) -> Bool { !["0", "false", "no", "off", "f", "n"].contains(text.lowercased()) }

    private static func comparison(_ attribute: Attribute, _ name: String, _ value: String) -> SQLCondition? {
        var name = name
        let ignoresCase = name.hasPrefix("i")
        if ignoresCase { name.removeFirst() }
        guard comparisons.contains(name) else { return nil }
        // GLOB tells letters of different case apart, and LIKE does not; both patterns are written so that the value is taken literally.
        let column = "\"\(attribute.column)\""
        let literal = ignoresCase ? escaped(value, "%_\\") { "\\" + $0 } : escaped(value, "*?[") { "[" + $0 + "]" }
        let wild = ignoresCase ? "%" : "*"
        let pattern =
            switch name {
            case "contains": wild + literal + wild
            case "startswith": literal + wild
            case "endswith": wild + literal
            default: literal
            }
        return SQLCondition(ignoresCase ? "\(column) LIKE ? ESCAPE '\\'" : "\(column) GLOB ?", [.text(pattern)])
    }

    private static func escaped(_ text: String, _ special: String, _ escape: (String) -> String) -> String {
        text.map { special.contains($0) ? escape(String($0)) : String($0) }.joined()
    }

    /// The records of the page, and the id to go on from when there are more.
    ///
    /// - Throws: ``IdentityFault``, 404, for a marker that names nothing.
    func run(_ kind: some ResourceKind, scope: [SQLCondition], _ service: IdentityService) throws -> ([JSONObject], marker: String?) {
        try service.store.read { transaction in
            var all = conditions + scope
            if let marker {
                let seq = try transaction.first("SELECT seq FROM \(kind.table.name) WHERE id = ?", [.text(marker)]) { $0.int(0) }
                guard let seq else { throw kind.notFound(marker) }
                all.append(SQLCondition("seq > ?", [.integer(seq)]))
            }
            let condition = all.isEmpty ? "1" : all.map(\.sql).joined(separator: " AND ")
            var records: [JSONObject] = []
            var isCut = false
            try transaction.scan(
                "SELECT document FROM \(kind.table.name) WHERE \(condition) ORDER BY seq", all.flatMap(\.arguments)
            ) { row in
                let record = try row.json(0).objectValue ?? [:]
                guard kind.accepts(record, self) else { return true }
                if let limit, records.count == limit {
                    isCut = true
                    return false
                }
                records.append(record)
                return true
            }
            // Keystone names a next page as soon as a page is full.
            let isFull = isCut || items.first("limit") != nil && limit == records.count
            return (records, isFull ? records.last?["id"]?.stringValue : nil)
        }
    }
}
