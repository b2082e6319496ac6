import Synchronization

/// A connection's place on a worker, from the moment at which the worker was chosen to the end of the connection.
final class Admission: Sendable {
    let worker: APIWorker
    private let isOver = Atomic<Bool>(false)

    init(_ worker: APIWorker) {
        self.worker = worker
        worker.connectionAdmitted()
    }

    /// Gives the place back; only the first call counts.
    func end() {
        guard isOver.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
        worker.connectionEnded()
    }
}
