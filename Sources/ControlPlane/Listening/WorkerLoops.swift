import Synchronization

/// The workers that new connections of one app are spread over in turn; they join and leave while it listens.
final class WorkerLoops: Sendable {
    private struct State {
        var workers: [APIWorker] = []
        var turn = 0
    }

    private let state = Mutex(State())

    var workers: [APIWorker] { state.withLock { $0.workers } }

    func add(_ worker: APIWorker) { state.withLock { $0.workers.append(worker) } }

    func remove(_ worker: APIWorker) { state.withLock { $0.workers.removeAll { $0 === worker } } }

    /// A place on the worker whose turn it is; `nil` when there is none.
    ///
    /// The place is taken before ``remove(_:)`` can take the worker away: a worker that stops sees every connection that is on its way to it.
    func admit() -> Admission? {
        state.withLock { state in
            guard !state.workers.isEmpty else { return nil }
            state.turn = (state.turn + 1) % state.workers.count
            return Admission(state.workers[state.turn])
        }
    }
}
