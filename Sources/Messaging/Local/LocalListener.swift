import Synchronization

/// A consumer of the in-process transport with the tasks that run its handlers.
final class LocalListener: MessageListener {
    private struct State {
        var id: Int?
        var tasks: [Int: Task<Void, Never>] = [:]
        var lastTask = 0
        var isStopped = false
        var drained: [OneShot<Bool>] = []
    }

    private let transport: LocalTransport
    private let queues: [String]
    /// The queue that only this listener takes from.
    private let ownQueue: String
    private let handle: @Sendable (LocalDelivery) async -> Void
    private let state = Mutex(State())

    init(
        transport: LocalTransport, queues: [String], ownQueue: String, handle: @escaping @Sendable (LocalDelivery) async -> Void
    ) {
        self.transport = transport
        self.queues = queues
        self.ownQueue = ownQueue
        self.handle = handle
    }

    var queueDepth: Int { transport.depth(of: queues) }
    var runningCount: Int { state.withLock { $0.tasks.count } }

    /// Binds the listener to its consumer, before its first message.
    func bind(_ id: Int) { state.withLock { $0.id = id } }

    /// Runs the handler on `delivery`, and on all that wait when it is done with it.
    func start(_ delivery: LocalDelivery) {
        // The task cannot end before it is in the table: ending takes the lock.
        state.withLock { state in
            state.lastTask += 1
            let key = state.lastTask
            state.tasks[key] = Task { [self] in
                var current: LocalDelivery? = delivery
                while let next = current {
                    await handle(next)
                    current = transport.next(for: self)
                }
                ended(key)
            }
        }
    }

    var consumerID: Int? { state.withLock { $0.id } }

    @discardableResult
    func stop(within deadline: Duration) async -> Bool {
        transport.stop(self, own: ownQueue)
        let drained = OneShot<Bool>()
        state.withLock { state in
            state.isStopped = true
            state.drained.append(drained)
        }
        resolveIfIdle()
        let clock = transport.clock
        let timer = Task {
            do { try await clock.sleep(for: deadline) } catch { return }
            drained.resolve(.success(false))
        }
        defer { timer.cancel() }
        let isDrained = (try? await drained.value()) ?? false
        if !isDrained {
            let left = state.withLock { Array($0.tasks.values) }
            for task in left { task.cancel() }
        }
        return isDrained
    }

    private func ended(_ key: Int) {
        state.withLock { $0.tasks[key] = nil }
        resolveIfIdle()
    }

    /// A message that was given to this listener counts before its task is in the table: the transport's count says so.
    private func resolveIfIdle() {
        guard let id = consumerID, transport.running(of: id) == 0 else { return }
        let waiting = state.withLock { state -> [OneShot<Bool>] in
            guard state.isStopped, state.tasks.isEmpty else { return [] }
            defer { state.drained = [] }
            return state.drained
        }
        for drained in waiting { drained.resolve(.success(true)) }
    }
}
