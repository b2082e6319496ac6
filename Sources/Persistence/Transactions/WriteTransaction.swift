/// A transaction that may change the database; valid only inside the closure that was handed it.
///
/// It sees its own changes. When the closure throws, nothing of it remains.
package protocol WriteTransaction: ReadTransaction {
    /// Runs one statement that changes rows.
    ///
    /// - Returns: how many rows it inserted, updated or deleted, not counting cascades; 0 for a statement that defines something.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Registers an action for the time after this transaction's commit succeeded: a notification, a cast, a cache to drop.
    ///
    /// Actions run in the order of registration, on the writer's thread, before the writer returns to its caller. They must be short and
    /// must not wait. When the transaction or its commit fails they are dropped.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
}

extension WriteTransaction {
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }
}
