/// What a list request asks for.
package struct ListQuery: Sendable, Hashable {
    package struct SortKey: Sendable, Hashable {
        /// A column of the resource's table.
        package var column: String
        package var ascending: Bool

        package init(_ column: String, ascending: Bool = true) {
            self.column = column
            self.ascending = ascending
        }
    }

    /// All must hold.
    package var conditions: [SQLCondition] = []
    /// The id is the last key always, ascending unless it is named here.
    package var sort: [SortKey] = []
    /// At most this many; `nil` for all.
    package var limit: Int?
    /// Rows to skip before the first, for APIs that page by offset too.
    package var offset: Int?
    /// The id of the resource after which the page begins.
    package var marker: String?
    /// Whether the page ends before the marker instead.
    package var isReversed = false
    /// The attributes to show; all, when empty.
    package var fields: [String] = []

    package init() {}
}
