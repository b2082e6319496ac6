extension Schema {
    package struct ForeignKey: Sendable, Hashable {
        /// What happens to the referring rows when the row they refer to is deleted.
        package enum Deletion: String, Sendable, Hashable {
            /// The deletion fails with ``StoreError/Kind/foreignKeyViolation``.
            case restrict = "RESTRICT"
            case cascade = "CASCADE"
            case setNull = "SET NULL"
        }

        package var columns: [String]
        package var table: String
        package var referencedColumns: [String]
        package var onDelete: Deletion

        package init(_ columns: [String], references table: String, _ referencedColumns: [String] = ["id"], onDelete: Deletion = .restrict)
        {
            self.columns = columns
            self.table = table
            self.referencedColumns = referencedColumns
            self.onDelete = onDelete
        }
    }
}
