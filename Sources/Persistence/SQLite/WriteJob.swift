/// A write that was handed to the writer's thread and whose caller waits.
protocol WriteJob: AnyObject, Sendable {
    /// Runs the body and keeps what it returned for ``finish(_:)``.
    func run(in transaction: SQLiteWriteTransaction) throws

    /// Resumes the caller: with what the body returned, or with `failure`. Called exactly once.
    func finish(_ failure: (any Error)?)
}
