extension Schema {
    package struct Column: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case integer = "INTEGER"
            case real = "REAL"
            case text = "TEXT"
            case blob = "BLOB"
        }

        package var name: String
        package var kind: Kind
        package var isNullable: Bool
        /// The value of rows that do not state one, and of the rows that are there when the column is added.
        package var defaultValue: SQLValue?
        package var isPrimaryKey: Bool
        package var isUnique: Bool

        /// A column that is not nullable and is added to a table with rows needs a default.
        package init(
            _ name: String, _ kind: Kind, nullable: Bool = true, default defaultValue: SQLValue? = nil, primaryKey: Bool = false,
            unique: Bool = false
        ) {
            self.name = name
            self.kind = kind
            isNullable = nullable && !primaryKey
            self.defaultValue = defaultValue
            isPrimaryKey = primaryKey
            isUnique = unique
        }
    }
}
