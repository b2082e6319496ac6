/// What a database engine provides behind a ``Row``: the columns of the row its statement stands on.
protocol RowSource: AnyObject {
    var columnCount: Int { get }
    func columnName(_ index: Int) -> String
    func isNull(_ index: Int) -> Bool
    func int(_ index: Int) -> Int
    func real(_ index: Int) -> Double
    func value(_ index: Int) -> SQLValue

    /// The bytes of the column as text or blob; valid until the statement moves on.
    func bytes(_ index: Int) -> UnsafeRawBufferPointer
}
