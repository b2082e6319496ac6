/// The ordinary write job.
///
/// Unchecked: `result` is written and read on the writer's thread alone.
final class PendingWrite<Value: Sendable>: WriteJob, @unchecked Sendable {
    private let body: @Sendable (any WriteTransaction) throws -> Value
    private let caller: UnsafeContinuation<Value, any Error>
    private var result: Value?

    init(_ body: @escaping @Sendable (any WriteTransaction) throws -> Value, caller: UnsafeContinuation<Value, any Error>) {
        self.body = body
        self.caller = caller
    }

    func run(in transaction: SQLiteWriteTransaction) throws { result = try body(transaction) }

    func finish(_ failure: (any Error)?) {
        if let failure {
            caller.resume(throwing: failure)
        } else if let result {
            caller.resume(returning: result)
        } else {
            caller.resume(throwing: StoreError(.other, message: "the write was not run"))
        }
    }
}
