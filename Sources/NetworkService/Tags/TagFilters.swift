import APIResources
import Persistence

/// The filters `tags`, `tags-any`, `not-tags`, `not-tags-any`, and the table they look into.
enum TagFilters {
    static let table = Schema.Table(
        "network_tags",
        columns: [Schema.Column("resource_id", .text, nullable: false), Schema.Column("tag", .text, nullable: false)],
        primaryKey: ["resource_id", "tag"], indexes: [Schema.Index("tag", on: ["tag", "resource_id"])])

    /// Each filter takes lists with commas.
    static let all: [String: QueryRules.ComputedFilter] = [
        "tags": { all(tags($0)) }, "tags-any": { any(tags($0)) }, "not-tags": { .not(all(tags($0))) },
        "not-tags-any": { .not(any(tags($0))) },
    ]

    /// No resource has more: a condition on all of more tags is one that nothing meets.
    static let maximum = 50

    private static func tags(_ values: [String]) -> [String] {
        Set(values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }).sorted()
    }

    private static func all(_ tags: [String]) -> SQLCondition {
        guard tags.count <= maximum else { return SQLCondition("0") }
        let conditions = tags.map { any([$0]) }
        return SQLCondition("(" + conditions.map(\.sql).joined(separator: " AND ") + ")", conditions.flatMap(\.arguments))
    }

    private static func any(_ tags: [String]) -> SQLCondition {
        let one = SQLCondition.isOne(of: tags.map { .text($0) }, "tag")
        return SQLCondition("id IN (SELECT resource_id FROM network_tags WHERE \(one.sql))", one.arguments)
    }

    /// Makes `tags` the resource's.
    static func replace(_ id: String, _ tags: [String], in transaction: any WriteTransaction) throws {
        try forget(id, in: transaction)
        for tag in tags {
            try transaction.execute("INSERT OR IGNORE INTO network_tags (resource_id, tag) VALUES (?,?)", [.text(id), .text(tag)])
        }
    }

    static func forget(_ id: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM network_tags WHERE resource_id=?", [.text(id)])
    }
}
