/// A database: snapshots to read from, and durable write transactions.
///
/// A single query on the store itself is the cheapest way to read: one statement is a snapshot by itself. It runs on the caller's thread.
package protocol Store: Sendable, Queryable {
    /// A number for the state that the database is in: one that no later state has. `nil` while a commit is under way, and for a store that
    /// cannot know when its database changes.
    ///
    /// What was read between two equal answers was read from that one state. A write has been acknowledged only after the number changed.
    var stamp: UInt64? { get }

    /// Runs `body` on one snapshot of the database, on the caller's thread.
    ///
    /// Bounded work only when the caller is an event loop: what is not limited by a page belongs elsewhere.
    ///
    /// - Throws: ``StoreError``, or what `body` throws.
    func read<T>(_ body: (any ReadTransaction) throws -> T) throws -> T

    /// Runs `body` as one transaction, one after the other with all other writes, and returns once its changes are durable.
    ///
    /// The body runs on the store's own thread: it must not wait for anything. Cancelling the calling task does not undo a write that was
    /// handed over. When `body` throws, or the commit fails, nothing of it remains and this throws.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T

    /// Makes the database match `schema`, in one transaction: tables, columns and indexes that are missing are created, those that changed
    /// are changed, and indexes of its tables that it no longer declares are dropped. No table, column or row is ever dropped.
    ///
    /// Tables that `schema` does not mention are left alone, so that each service may bring its own.
    func migrate(_ schema: Schema) async throws

    /// Waits for the writes already handed over, then closes the database. Later calls of any other method throw ``StoreError/Kind/closed``.
    func close()
}
