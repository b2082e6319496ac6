package import HTTPApplication

/// The page that a list request asks for, and its order: cinder's `limit`, `marker`, `offset`, `sort`, `sort_key`, `sort_dir`.
package struct ListParameters: Sendable {
    package struct SortKey: Sendable {
        package var name: String
        package var isDescending: Bool
    }

    package var limit: Int
    package var marker: String?
    package var offset: Int
    package var sort: [SortKey]

    /// The names that are no filters.
    package static let names: Set<String> = ["limit", "marker", "offset", "sort", "sort_key", "sort_dir", "all_tenants", "with_count"]

    /// - Throws: ``VolumeFault``, 400.
    package init(_ query: QueryItems, maximumPage: Int) throws {
        limit = min(try Self.number(query, "limit") ?? maximumPage, maximumPage)
        offset = try Self.number(query, "offset") ?? 0
        marker = query.first("marker").flatMap { $0.isEmpty ? nil : $0 }
        sort = try Self.sortKeys(query)
    }

    private static func number(_ query: QueryItems, _ name: String) throws -> Int? {
        guard let text = query.first(name) else { return nil }
        guard let value = Int(text), value >= 0, value <= 2_147_483_647 else {
            throw VolumeFault.badRequest("'\(name)' must be an integer of at least 0, not '\(text)'.")
        }
        return value
    }

    private static func sortKeys(_ query: QueryItems) throws -> [SortKey] {
        if let sort = query.first("sort") {
            guard query.first("sort_key") == nil, query.first("sort_dir") == nil else {
                throw VolumeFault.badRequest("'sort' cannot be used together with 'sort_key' and 'sort_dir'.")
            }
            return try sort.split(separator: ",").map { part in
                let pair = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let name = BodySchema.trimmed(String(pair.first ?? ""))
                guard pair.count > 1 else { return SortKey(name: name, isDescending: true) }
                return SortKey(name: name, isDescending: try isDescending(BodySchema.trimmed(String(pair[1]))))
            }
        }
        let keys = query.all("sort_key")
        let directions = try query.all("sort_dir").map(isDescending)
        guard directions.count <= max(keys.count, 1) else { throw VolumeFault.badRequest("There are more sort directions than sort keys.") }
        if keys.isEmpty { return directions.first.map { [SortKey(name: "created_at", isDescending: $0)] } ?? [] }
        return keys.enumerated().map { index, key in
            SortKey(name: key, isDescending: directions.indices.contains(index) ? directions[index] : true)
        }
    }

    private static func isDescending(_ direction: String) throws -> Bool {
        switch direction {
        case "desc": true
        case "asc": false
        default: throw VolumeFault.badRequest("'\(direction)' is not a sort direction: 'asc' or 'desc' is expected.")
        }
    }

    /// The link to the page after one that is full and ends with `last`.
    package static func nextLink(_ query: QueryItems, path: String, last: String) -> String {
        var items = query.items.filter { $0.name != "marker" && $0.name != "offset" }
        items.append(.init(name: "marker", value: last))
        return path + "?" + QueryItems(items).encoded
    }
}
