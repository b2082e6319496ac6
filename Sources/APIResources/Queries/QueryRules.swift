package import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// How the network API reads the query of a list request.
///
/// A repeated filter means any of its values, different filters must all hold; `fields`, `sort_key`, `sort_dir`, `limit`, `marker` and
/// `page_reverse` are not filters. Filters that no attribute allows are refused.
package struct QueryRules: Sendable {
    /// Makes the condition of a filter from all its values; `nil` when it restricts nothing.
    package typealias ComputedFilter = @Sendable ([String]) throws -> SQLCondition?

    private static let reserved: Set<String> = ["fields", "sort_key", "sort_dir", "limit", "marker", "page_reverse"]

    private let definition: ResourceDefinition
    private let computed: [String: ComputedFilter]
    private let isPaginated: Bool

    /// - Parameters:
    ///   - computed: the filters of attributes without a column.
    ///   - paginated: whether `limit`, `marker` and sorting are offered.
    package init(_ definition: ResourceDefinition, computed: [String: ComputedFilter] = [:], paginated: Bool = true) {
        self.definition = definition
        self.computed = computed
        isPaginated = paginated
    }

    /// - Parameter maximumLimit: the largest page that the configuration allows; `nil` for none.
    /// - Throws: an `APIFault` with status 400.
    package func parse(_ items: QueryItems, maximumLimit: Int? = nil) throws -> ListQuery {
        var query = ListQuery()
        guard !items.isEmpty else {
            if isPaginated { query.limit = maximumLimit }
            return query
        }
        query.fields = items.all("fields").filter { !$0.isEmpty }
        query.conditions = try filters(items)
        guard isPaginated else { return query }
        query.sort = try sorting(items)
        query.limit = try Self.limit(items.first("limit"), maximum: maximumLimit)
        query.marker = items.first("marker").flatMap { $0.isEmpty ? nil : $0 }
        query.isReversed = items.first("page_reverse").flatMap { JSONValue.string($0).looseBool } ?? false
        return query
    }

    private func filters(_ items: QueryItems) throws -> [SQLCondition] {
        var names: [String] = []
        for item in items.items where !Self.reserved.contains(item.name) && !names.contains(item.name) { names.append(item.name) }
        let unknown = names.filter { !(definition.attribute($0)?.flags.contains(.filter) ?? false) }
        guard unknown.isEmpty else {
            throw APIFault.malformed("\(unknown.joined(separator: ", ")): no filter of \(definition.collection)")
        }
        return try names.compactMap { name in
            guard let attribute = definition.attribute(name) else { return nil }
            let values = items.all(name)
            if let filter = computed[attribute.name] { return try filter(values) }
            return SQLCondition.isOne(of: try values.map { try Self.value($0, of: attribute) }, "\"\(attribute.column)\"")
        }
    }

    private static func value(_ text: String, of attribute: Attribute) throws -> SQLValue {
        var value = JSONValue.string(text)
        do { value = try attribute.type.conversion?.convert(value) ?? value } catch {
            throw APIFault(error, attribute: attribute.name)
        }
        if attribute.type.column == .integer, case .string(let text) = value {
            guard let number = PythonNumber.integer(text) else { return .text(text) }
            return .integer(number)
        }
        return SQLValue(value)
    }

    private func sorting(_ items: QueryItems) throws -> [ListQuery.SortKey] {
        let keys = items.all("sort_key").filter { !$0.isEmpty }
        let directions = items.all("sort_dir").filter { !$0.isEmpty }
        guard keys.count == directions.count else { throw APIFault.malformed("Each sort_key needs a sort_dir of its own") }
        let unknown = keys.filter { !(definition.attribute($0)?.flags.contains(.sortKey) ?? false) }
        guard unknown.isEmpty else {
            throw APIFault.malformed("\(unknown.joined(separator: ", ")): no sort key of \(definition.collection)")
        }
        var sort: [ListQuery.SortKey] = []
        for (key, direction) in zip(keys, directions) {
            guard direction == "asc" || direction == "desc" else {
                throw APIFault.malformed("The value of sort_dir is '\(direction)', not asc or desc")
            }
            // Of a key that is there twice the first alone makes a difference.
            guard let column = definition.attribute(key)?.column, !sort.contains(where: { $0.column == column }) else { continue }
            sort.append(ListQuery.SortKey(column, ascending: direction == "asc"))
        }
        return sort
    }

    private static func limit(_ text: String?, maximum: Int?) throws -> Int? {
        guard let text, !text.isEmpty else { return maximum }
        guard let limit = PythonNumber.integer(text), limit >= 0 else {
            throw APIFault.badRequest("limit", "'\(text)' is not an integer of 0 or more")
        }
        guard limit > 0 else { return maximum }
        return maximum.map { min($0, limit) } ?? limit
    }
}
