extension Schema {
    package struct Table: Sendable, Hashable {
        package var name: String
        package var columns: [Column]
        /// The names of the primary key's columns, in its order.
        package var primaryKey: [String]
        package var foreignKeys: [ForeignKey]
        package var indexes: [Index]

        /// - Parameters:
        ///   - primaryKey: the key's columns; when empty, those columns that say `primaryKey: true`.
        ///   - indexes: beside these, each column that says `unique: true` gets a unique index of its own.
        package init(
            _ name: String, columns: [Column], primaryKey: [String] = [], foreignKeys: [ForeignKey] = [], indexes: [Index] = []
        ) {
            self.name = name
            self.columns = columns
            self.primaryKey = primaryKey.isEmpty ? columns.filter(\.isPrimaryKey).map(\.name) : primaryKey
            self.foreignKeys = foreignKeys
            self.indexes = indexes + columns.filter(\.isUnique).map { Index(on: [$0.name], unique: true) }
        }
    }
}
