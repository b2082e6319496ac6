/// What queries can be run on: a snapshot, or a store for a single one.
///
/// SQL carries `?` for each argument; values never go into the text, which also is the key under which the prepared statement is kept.
package protocol Queryable {
    /// Runs one query and calls `row` for each row of its result until it returns `false`.
    ///
    /// - Throws: ``StoreError``, or what `row` throws, which ends the query.
    func scan(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Bool) throws
}

extension Queryable {
    /// Runs one query and calls `row` for each row of its result.
    package func query(_ sql: String, _ arguments: [SQLValue] = [], _ row: (borrowing Row) throws -> Void) throws {
        try scan(sql, arguments) { current in
            try row(current)
            return true
        }
    }

    /// What `transform` makes of each row of the result.
    package func rows<T>(_ sql: String, _ arguments: [SQLValue] = [], _ transform: (borrowing Row) throws -> T) throws -> [T] {
        var result: [T] = []
        try scan(sql, arguments) { current in
            result.append(try transform(current))
            return true
        }
        return result
    }

    /// What `transform` makes of the first row; `nil` when there is none.
    package func first<T>(_ sql: String, _ arguments: [SQLValue] = [], _ transform: (borrowing Row) throws -> T) throws -> T? {
        var result: T?
        try scan(sql, arguments) { current in
            result = try transform(current)
            return false
        }
        return result
    }

    /// Whether the query has any row.
    package func exists(_ sql: String, _ arguments: [SQLValue] = []) throws -> Bool {
        try first(sql, arguments) { _ in true } ?? false
    }

    /// The integer in the first column of the first row, as for `SELECT count(*)`; 0 when there is no row.
    package func count(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try first(sql, arguments) { $0.int(0) } ?? 0
    }
}
