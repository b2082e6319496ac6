import Synchronization

/// A value that comes once, from whoever is first, for one who waits.
final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(UnsafeContinuation<Value, any Error>)
        case resolved(Result<Value, any Error>)
    }

    private let state = Mutex(State.open)

    var isResolved: Bool { state.withLock { if case .resolved = $0 { true } else { false } } }

    /// - Returns: whether this was the first.
    @discardableResult
    func resolve(_ result: Result<Value, any Error>) -> Bool {
        let (isFirst, waiting) = state.withLock { state -> (Bool, UnsafeContinuation<Value, any Error>?) in
            switch state {
            case .resolved: return (false, nil)
            case .open:
                state = .resolved(result)
                return (true, nil)
            case .awaited(let continuation):
                state = .resolved(result)
                return (true, continuation)
            }
        }
        waiting?.resume(with: result)
        return isFirst
    }

    /// Waits for the value. One task may wait; a second is refused with `CancellationError`.
    func value() async throws -> Value {
        try await withUnsafeThrowingContinuation { continuation in
            let known = state.withLock { state -> Result<Value, any Error>? in
                switch state {
                case .open:
                    state = .awaited(continuation)
                    return nil
                case .awaited: return .failure(CancellationError())
                case .resolved(let result): return result
                }
            }
            if let known { continuation.resume(with: known) }
        }
    }
}
