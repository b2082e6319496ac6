package import JSONCodec

extension Row {
    /// The JSON document in a text column.
    ///
    /// - Throws: `JSONError` when the column holds something else, `NULL` included.
    package func json(_ index: Int) throws -> JSONValue {
        try bytes(index) { try JSONValue(parsing: $0) }
    }
}
