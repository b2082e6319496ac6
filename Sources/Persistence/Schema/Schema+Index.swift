extension Schema {
    package struct Index: Sendable, Hashable {
        /// The name without the table's, which is put before it; made from the columns when `nil`.
        package var name: String?
        package var columns: [String]
        package var isUnique: Bool
        /// An SQL condition: only the rows that meet it are in the index.
        package var condition: String?

        package init(_ name: String? = nil, on columns: [String], unique: Bool = false, where condition: String? = nil) {
            self.name = name
            self.columns = columns
            isUnique = unique
            self.condition = condition
        }
    }
}
