package import Persistence

/// A condition of a `WHERE` clause and its arguments.
package struct SQLCondition: Sendable, Hashable {
    package var sql: String
    package var arguments: [SQLValue]

    package init(_ sql: String, _ arguments: [SQLValue] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    /// That `column` has one of `values`.
    ///
    /// The number of placeholders is a power of two, so that few different statements are prepared.
    package static func isOne(of values: [SQLValue], _ column: String) -> SQLCondition {
        guard let last = values.last else { return SQLCondition("0") }
        if values.count == 1 { return last.isNull ? SQLCondition("\(column) IS NULL") : SQLCondition("\(column) = ?", [last]) }
        var padded = values.filter { !$0.isNull }
        var count = 2
        while count < padded.count { count *= 2 }
        // A statement has some 32,000 placeholders at most.
        if count > 16_384 { count = padded.count }
        while padded.count < count { padded.append(padded.last ?? .null) }
        let list = "\(column) IN (" + Array(repeating: "?", count: count).joined(separator: ",") + ")"
        return SQLCondition(values.contains(.null) ? "(\(list) OR \(column) IS NULL)" : list, padded)
    }

    package static func any(_ conditions: [SQLCondition]) -> SQLCondition {
        SQLCondition("(" + conditions.map(\.sql).joined(separator: " OR ") + ")", conditions.flatMap(\.arguments))
    }

    package static func not(_ condition: SQLCondition) -> SQLCondition { SQLCondition("NOT (\(condition.sql))", condition.arguments) }
}
