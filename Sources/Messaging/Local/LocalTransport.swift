package import JSONCodec
import Synchronization

/// The bus within one process.
///
/// Messages to a topic or to a server of it wait until a server comes, up to a limit; fan-outs and notifications reach those who listen at
/// the time. Exchanges are not told apart: services name their topics differently.
package final class LocalTransport: Transport {
    private struct State {
        var exchange: LocalExchange<LocalDelivery>
        var listeners: [Int: LocalListener] = [:]
        /// The fan-out and notification queues by the topic they belong to.
        var groups: [String: [Group]] = [:]
        var calls: [Int: OneShot<JSONValue>] = [:]
        var lastCall = 0
        var lastGroup = 0
        var isClosed = false
    }

    private struct Group {
        var queue: String
        var priorities: Set<Notification.Priority>?
    }

    let clock: any Clock<Duration>
    private let state: Mutex<State>
    private let queueLimit: Int

    /// - Parameters:
    ///   - queueLimit: how many messages may wait in one queue.
    ///   - clock: what timeouts are measured with.
    package init(queueLimit: Int = 100_000, clock: any Clock<Duration> = ContinuousClock()) {
        self.queueLimit = queueLimit
        self.clock = clock
        state = Mutex(State(exchange: LocalExchange(limit: queueLimit)))
    }

    // MARK: sending

    package func call(
        _ target: Target, _ context: RPCContext, _ method: String, _ arguments: JSONObject, timeout: Duration
    ) async throws -> JSONValue {
        guard !target.isFanout else { throw MessagingError.badArguments(method: method, problems: ["a call cannot be a fan-out"]) }
        let message = IncomingMessage(target: target, context: context, method: method, arguments: arguments, expectsReply: true)
        let reply = OneShot<JSONValue>()
        let key = try register(reply)
        defer { forget(key) }
        try publish(.request(message, reply: reply), to: target.description)
        let clock = clock
        let timer = Task {
            do { try await clock.sleep(for: timeout) } catch { return }
            reply.resolve(.failure(MessagingTimeout(target: target, method: method, timeout: timeout)))
        }
        defer { timer.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await reply.value()
            } onCancel: {
                reply.resolve(.failure(CancellationError()))
            }
        } catch {
            withdraw(reply, from: target.description)
            throw error
        }
    }

    package func cast(_ target: Target, _ context: RPCContext, _ method: String, _ arguments: JSONObject) throws {
        let message = IncomingMessage(target: target, context: context, method: method, arguments: arguments, expectsReply: false)
        guard target.isFanout else { return try publish(.request(message, reply: nil), to: target.description) }
        for queue in try groupQueues(Self.fanoutGroup(target.topic), priority: nil) {
            try publish(.request(message, reply: nil), to: queue)
        }
    }

    package func notify(_ notification: Notification, topic: String, context: RPCContext) throws {
        for queue in try groupQueues(Self.notificationGroup(topic), priority: notification.priority) {
            try publish(.notification(notification), to: queue)
        }
    }

    // MARK: receiving

    package func listen(
        _ target: Target, concurrency: Int, _ handle: @escaping @Sendable (IncomingMessage) async throws -> JSONValue
    ) throws -> any MessageListener {
        var names = [target.topic]
        if let server = target.server { names.append(target.topic + "." + server) }
        return try attach(to: names, group: Self.fanoutGroup(target.topic), priorities: nil, capacity: concurrency) { delivery in
            guard case .request(let message, let reply) = delivery else { return }
            // Nobody waits for it any more.
            if let reply, reply.isResolved { return }
            do {
                let result = try await handle(message)
                reply?.resolve(.success(result))
            } catch let error as MessagingError {
                reply?.resolve(.failure(error))
            } catch {
                reply?.resolve(.failure(RemoteError(error)))
            }
        }
    }

    package func subscribe(
        topic: String, priorities: Set<Notification.Priority>?, _ handle: @escaping @Sendable (Notification) async -> Void
    ) throws -> any MessageListener {
        try attach(to: [], group: Self.notificationGroup(topic), priorities: priorities, capacity: 1) { delivery in
            if case .notification(let notification) = delivery { await handle(notification) }
        }
    }

    package func close() {
        let (calls, listeners) = state.withLock { state -> ([OneShot<JSONValue>], [LocalListener]) in
            state.isClosed = true
            _ = state.exchange.removeAll()
            defer {
                state.calls = [:]
                state.listeners = [:]
                state.groups = [:]
            }
            return (Array(state.calls.values), Array(state.listeners.values))
        }
        for listener in listeners { stop(listener, own: nil) }
        for call in calls { call.resolve(.failure(MessagingError.closed)) }
    }

    // MARK: for the listeners

    var overview: [(name: String, depth: Int, consumers: Int)] { state.withLock { $0.exchange.overview } }

    func depth(of queues: [String]) -> Int { state.withLock { $0.exchange.depth(of: queues) } }

    func running(of id: Int) -> Int { state.withLock { $0.exchange.running(of: id) } }

    func next(for listener: LocalListener) -> LocalDelivery? {
        guard let id = listener.consumerID else { return nil }
        return state.withLock { $0.exchange.next(for: id) }
    }

    func stop(_ listener: LocalListener, own queue: String?) {
        guard let id = listener.consumerID else { return }
        state.withLock { state in
            state.exchange.stop(id, own: queue.map { [$0] } ?? [])
            state.listeners[id] = nil
            guard let queue else { return }
            for (name, group) in state.groups where group.contains(where: { $0.queue == queue }) {
                let left = group.filter { $0.queue != queue }
                state.groups[name] = left.isEmpty ? nil : left
            }
        }
    }

    // MARK: the parts

    private static func fanoutGroup(_ topic: String) -> String { topic + "_fanout" }
    private static func notificationGroup(_ topic: String) -> String { topic + " notifications" }

    private func attach(
        to names: [String], group: String, priorities: Set<Notification.Priority>?, capacity: Int,
        _ handle: @escaping @Sendable (LocalDelivery) async -> Void
    ) throws -> LocalListener {
        let (listener, ready) = try state.withLock { state -> (LocalListener, [LocalDelivery]) in
            guard !state.isClosed else { throw MessagingError.closed }
            state.lastGroup += 1
            let own = "\(group)_\(state.lastGroup)"
            let queues = [own] + names
            let listener = LocalListener(transport: self, queues: queues, ownQueue: own, handle: handle)
            let (id, ready) = state.exchange.add(consuming: queues, capacity: capacity)
            listener.bind(id)
            state.listeners[id] = listener
            state.groups[group, default: []].append(Group(queue: own, priorities: priorities))
            return (listener, ready)
        }
        for delivery in ready { listener.start(delivery) }
        return listener
    }

    private func publish(_ delivery: LocalDelivery, to queue: String) throws {
        let listener = try state.withLock { state -> LocalListener? in
            guard !state.isClosed else { throw MessagingError.closed }
            switch state.exchange.publish(delivery, to: queue) {
            case .start(let id): return state.listeners[id]
            case .queued: return nil
            case .full: throw MessagingError.queueFull(queue: queue, limit: queueLimit)
            }
        }
        listener?.start(delivery)
    }

    private func groupQueues(_ group: String, priority: Notification.Priority?) throws -> [String] {
        try state.withLock { state in
            guard !state.isClosed else { throw MessagingError.closed }
            return (state.groups[group] ?? []).filter { group in
                guard let priority, let wanted = group.priorities else { return true }
                return wanted.contains(priority)
            }.map(\.queue)
        }
    }

    private func register(_ reply: OneShot<JSONValue>) throws -> Int {
        try state.withLock { state in
            guard !state.isClosed else { throw MessagingError.closed }
            state.lastCall += 1
            state.calls[state.lastCall] = reply
            return state.lastCall
        }
    }

    /// Takes a request that nobody waits for any more out of its queue.
    private func withdraw(_ reply: OneShot<JSONValue>, from queue: String) {
        state.withLock { state in
            state.exchange.remove(from: queue) { delivery in
                if case .request(_, let other?) = delivery { other === reply } else { false }
            }
        }
    }

    private func forget(_ key: Int) { state.withLock { $0.calls[key] = nil } }
}
