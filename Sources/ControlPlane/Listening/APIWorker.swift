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
        var tasks = 0
        var isDraining = false
        /// Whether the thread ends with the last task.
        var isRetired = false
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
        // It was on its way when the worker began to stop.
        if loopState.value.isDraining { handler.drain() }
    }

    func connectionClosed(_ handler: ConnectionHandler) { loopState.value.connections[ObjectIdentifier(handler)] = nil }

    func requestStarted() { inFlight.add(1, ordering: .relaxed) }

    func requestFinished(failed: Bool) {
        inFlight.subtract(1, ordering: .relaxed)
        requests.add(1, ordering: .relaxed)
        if failed { failures.add(1, ordering: .relaxed) }
    }

    /// Starts a task that stays on this worker's event loop.
    func run(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        loopState.value.tasks += 1
        return Task(executorPreference: executor) {
            await body()
            self.taskEnded()
        }
    }

    private func taskEnded() {
        loopState.value.tasks -= 1
        if loopState.value.tasks == 0, loopState.value.isRetired { group.shutdownGracefully { _ in } }
    }

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

    func connectionAdmitted() { openConnections.add(1, ordering: .relaxed) }

    func connectionEnded() { openConnections.subtract(1, ordering: .relaxed) }

    /// Lets the requests in progress finish, closes the connections and ends the thread. No connection may be admitted any more.
    ///
    /// Who calls it a second time waits with the first.
    ///
    /// - Parameter deadline: connections that are still open then are closed as they are; what works for them goes on and ends the thread.
    func stop(deadline: ContinuousClock.Instant) async {
        let isFirst = counters.withLock { counters in
            defer { counters.state = counters.state == .stopped ? .stopped : .draining }
            return counters.state == .running
        }
        guard isFirst else {
            while state != .stopped { guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return } }
            return
        }
        await onLoop { state in
            state.isDraining = true
            return Array(state.connections.values)
        } each: {
            $0.drain()
        }
        await waitForConnections(until: deadline)
        await onLoop {
            Array($0.connections.values)
        } each: {
            $0.abort()
        }
        await waitForConnections(until: .now + .seconds(1))
        let hasTasks = try? await loop.submit { [loopState] in
            loopState.value.isRetired = true
            return loopState.value.tasks > 0
        }.get()
        if hasTasks == false { try? await group.shutdownGracefully() }
        counters.withLock { $0.state = .stopped }
    }

    private func onLoop(
        _ choose: @escaping @Sendable (inout LoopState) -> [ConnectionHandler], each body: @escaping @Sendable (ConnectionHandler) -> Void
    ) async {
        // The list is a copy: what is done to a connection may take it out of the list.
        try? await loop.submit { [loopState] in
            for connection in choose(&loopState.value) { body(connection) }
        }.get()
    }

    private func waitForConnections(until deadline: ContinuousClock.Instant) async {
        while connectionCount > 0, ContinuousClock.now < deadline {
            try? await loop.scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
        }
    }
}
