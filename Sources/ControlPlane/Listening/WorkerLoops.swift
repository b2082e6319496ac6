import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// The event loops that new connections of one app are spread over; workers join and leave while it listens.
final class WorkerLoops: EventLoopGroup {
    private struct State {
        var workers: [APIWorker] = []
        var turn = 0
    }

    private let state = Mutex(State())
    private let fallback: any EventLoop

    /// - Parameter fallback: the loop that is named when there is no worker.
    init(fallback: any EventLoop) { self.fallback = fallback }

    var workers: [APIWorker] { state.withLock { $0.workers } }

    func add(_ worker: APIWorker) { state.withLock { $0.workers.append(worker) } }

    func remove(_ worker: APIWorker) { state.withLock { $0.workers.removeAll { $0 === worker } } }

    /// The worker that runs `loop`.
    func worker(of loop: any EventLoop) -> APIWorker? { state.withLock { $0.workers.first { $0.loop === loop } } }

    func next() -> any EventLoop {
        state.withLock { state in
            guard !state.workers.isEmpty else { return fallback }
            state.turn = (state.turn + 1) % state.workers.count
            return state.workers[state.turn].loop
        }
    }

    func any() -> any EventLoop { next() }

    func makeIterator() -> EventLoopIterator { EventLoopIterator(workers.map(\.loop)) }

    func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        queue.async { callback(nil) }
    }
}
