/// The row a query stands on: valid only inside the closure that was handed it.
///
/// Columns are numbered from 0 in the order of the `SELECT`. A column that is not there reads as `NULL`. Values are converted as SQLite converts
/// them: `NULL` is 0 as a number and "" as text; the optional variants tell `NULL` apart.
package struct Row: ~Copyable {
    private let source: any RowSource

    init(source: any RowSource) { self.source = source }

    package var columnCount: Int { source.columnCount }

    /// The name the query gave to the column, or its alias.
    package func columnName(_ index: Int) -> String { source.columnName(index) }

    package func isNull(_ index: Int) -> Bool { source.isNull(index) }
    package func int(_ index: Int) -> Int { source.int(index) }
    package func real(_ index: Int) -> Double { source.real(index) }
    package func bool(_ index: Int) -> Bool { source.int(index) != 0 }
    package func text(_ index: Int) -> String { String(decoding: source.bytes(index), as: UTF8.self) }
    package func blob(_ index: Int) -> [UInt8] { Array(source.bytes(index)) }
    package func value(_ index: Int) -> SQLValue { source.value(index) }

    package func optionalInt(_ index: Int) -> Int? { isNull(index) ? nil : int(index) }
    package func optionalReal(_ index: Int) -> Double? { isNull(index) ? nil : real(index) }
    package func optionalBool(_ index: Int) -> Bool? { isNull(index) ? nil : bool(index) }
    package func optionalText(_ index: Int) -> String? { isNull(index) ? nil : text(index) }

    /// Lends the bytes of a text or blob column without copying them: how a stored JSON document is written into a response.
    ///
    /// The buffer is valid until `body` returns; `NULL` lends an empty one.
    package func bytes<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(source.bytes(index))
    }
}
