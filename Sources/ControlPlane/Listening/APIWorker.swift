package import HTTPApplication
import NIOCore
import NIOPosix
import Synchronization

/// One API worker: an event loop on a thread of its own and the connections that it serves.
package final class APIWorker: Sendable {
    package enum State: String, Sendable { case running, draining, stopped }

    package let id: String
    package let app: String
    let group: MultiThreadedEventLoopGroup
    let loop: any EventLoop
    let executor: LoopExecutor
    private let counters = Mutex(Counters())
    private let loopState: NIOLoopBoundBox<LoopState>

    private struct Counters {
        var state = State.running
        var lastActivity = Timestamp.now()
    }

    private struct LoopState {
        var connections: [ObjectIdentifier: ConnectionHandler] = [:]
        var date = ""
        var dateSecond = 0
    }

    private let requests = Atomic<Int>(0)
    private let failures = Atomic<Int>(0)
    private let inFlight = Atomic<Int>(0)
    private let openConnections = Atomic<Int>(0)

    init(id: String, app: String) {
        self.id = id
        self.app = app
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
        executor = LoopExecutor(loop: loop)
        loopState = .makeBoxSendingValue(LoopState(), eventLoop: loop)
    }

    package var state: State { counters.withLock { $0.state } }
    /// Requests answered.
    package var calls: Int { requests.load(ordering: .relaxed) }
    /// Requests answered with a 5xx.
    package var failedCalls: Int { failures.load(ordering: .relaxed) }
    package var requestsInFlight: Int { inFlight.load(ordering: .relaxed) }
    package var connectionCount: Int { openConnections.load(ordering: .relaxed) }
    package var lastActivity: Timestamp { counters.withLock { $0.lastActivity } }

    // MARK: On the event loop

    func connectionOpened(_ handler: ConnectionHandler) {
        loopState.value.connections[ObjectIdentifier(handler)] = handler
        openConnections.add(1, ordering: .relaxed)
    }

    func connectionClosed(_ handler: ConnectionHandler) {
        guard loopState.value.connections.removeValue(forKey: ObjectIdentifier(handler)) != nil else { return }
        openConnections.subtract(1, ordering: .relaxed)
    }

    func requestStarted() { inFlight.add(1, ordering: .relaxed) }

    func requestFinished(failed: Bool) {
        inFlight.subtract(1, ordering: .relaxed)
        requests.add(1, ordering: .relaxed)
        if failed { failures.add(1, ordering: .relaxed) }
    }

    /// Starts a task that stays on this worker's event loop.
    @discardableResult
    func run(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> { Task(executorPreference: executor, operation: body) }

    /// The `Date` header of this second.
    var date: String {
        let now = Timestamp.now()
        let second = now.microseconds / 1_000_000
        if loopState.value.dateSecond != second {
            loopState.value.dateSecond = second
            loopState.value.date = now.httpDate
            counters.withLock { $0.lastActivity = now }
        }
        return loopState.value.date
    }

    // MARK: From anywhere

    /// Lets the requests in progress finish, closes the connections and ends the thread.
    ///
    /// - Parameter deadline: connections that are still open then are closed as they are.
    func stop(deadline: ContinuousClock.Instant) async {
        counters.withLock { $0.state = .draining }
        try? await loop.submit { [loopState] in
            for handler in loopState.value.connections.values { handler.drain() }
        }.get()
        while connectionCount > 0, ContinuousClock.now < deadline {
            try? await loop.scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
        }
        counters.withLock { $0.state = .stopped }
        try? await group.shutdownGracefully()
    }
}
