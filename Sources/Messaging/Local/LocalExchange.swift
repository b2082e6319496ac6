/// The queues of the in-process transport and who takes from them: a value whose changes say what is to be started.
///
/// Kept at all times: while a message waits in a queue, every consumer of the queue has its hands full.
struct LocalExchange<Delivery> {
    typealias ConsumerID = Int

    private struct Queue {
        var waiting = FIFO<Delivery>()
        var consumers: [ConsumerID] = []
        /// Whose turn it is.
        var turn = 0
    }

    private struct Consumer {
        var queues: [String]
        var capacity: Int
        var running = 0
        var isStopping = false
    }

    /// What became of a message.
    enum Outcome {
        case start(ConsumerID)
        case queued
        case full
    }

    let limit: Int
    private var queues: [String: Queue] = [:]
    private var consumers: [ConsumerID: Consumer] = [:]
    private var lastID = 0

    /// - Parameter limit: how many messages may wait in one queue.
    init(limit: Int) { self.limit = limit }

    /// Gives a message to the next consumer with a free hand, or queues it.
    mutating func publish(_ delivery: Delivery, to name: String) -> Outcome {
        var queue = queues.removeValue(forKey: name) ?? Queue()
        defer { queues[name] = queue }
        for step in 0..<queue.consumers.count {
            let index = (queue.turn + step) % queue.consumers.count
            let id = queue.consumers[index]
            guard var consumer = consumers[id], consumer.running < consumer.capacity else { continue }
            consumer.running += 1
            consumers[id] = consumer
            queue.turn = (index + 1) % queue.consumers.count
            return .start(id)
        }
        guard queue.waiting.count < limit else { return .full }
        queue.waiting.append(delivery)
        return .queued
    }

    /// Adds a consumer of `names` that takes `capacity` messages at a time.
    ///
    /// - Returns: its identity, and the messages that waited for it, to be started.
    mutating func add(consuming names: [String], capacity: Int) -> (id: ConsumerID, ready: [Delivery]) {
        lastID += 1
        consumers[lastID] = Consumer(queues: names, capacity: max(1, capacity))
        for name in names { queues[name, default: Queue()].consumers.append(lastID) }
        var ready: [Delivery] = []
        while ready.count < max(1, capacity), let delivery = take(for: names) { ready.append(delivery) }
        consumers[lastID]?.running = ready.count
        return (lastID, ready)
    }

    /// The next message for a consumer that is done with one; `nil` when there is none for it.
    mutating func next(for id: ConsumerID) -> Delivery? {
        guard let consumer = consumers[id] else { return nil }
        if !consumer.isStopping, let delivery = take(for: consumer.queues) { return delivery }
        consumers[id]?.running -= 1
        if consumer.isStopping, consumer.running <= 1 { consumers[id] = nil }
        return nil
    }

    /// Gives a consumer no further message. A queue named in `own` goes with it; the others wait for those who come.
    mutating func stop(_ id: ConsumerID, own: [String]) {
        guard let consumer = consumers[id], !consumer.isStopping else { return }
        if consumer.running == 0 { consumers[id] = nil } else { consumers[id]?.isStopping = true }
        for name in consumer.queues {
            guard var queue = queues.removeValue(forKey: name) else { continue }
            queue.consumers.removeAll { $0 == id }
            queue.turn = 0
            if own.contains(name) || queue.consumers.isEmpty && queue.waiting.isEmpty { continue }
            queues[name] = queue
        }
    }

    func running(of id: ConsumerID) -> Int { consumers[id]?.running ?? 0 }

    func depth(of names: [String]) -> Int { names.reduce(0) { $0 + (queues[$1]?.waiting.count ?? 0) } }

    /// Each queue with the number of its waiting messages and of its consumers.
    var overview: [(name: String, depth: Int, consumers: Int)] {
        queues.map { ($0.key, $0.value.waiting.count, $0.value.consumers.count) }
    }

    /// Forgets the waiting messages of one queue that `isUnwanted`.
    mutating func remove(from name: String, where isUnwanted: (Delivery) -> Bool) {
        guard var queue = queues.removeValue(forKey: name) else { return }
        queue.waiting.removeAll(where: isUnwanted)
        if !queue.waiting.isEmpty || !queue.consumers.isEmpty { queues[name] = queue }
    }

    /// Forgets every message that waits.
    mutating func removeAll() -> [Delivery] {
        var removed: [Delivery] = []
        for name in queues.keys {
            while let delivery = queues[name]?.waiting.popFirst() { removed.append(delivery) }
        }
        return removed
    }

    private mutating func take(for names: [String]) -> Delivery? {
        for name in names {
            if let delivery = queues[name]?.waiting.popFirst() { return delivery }
        }
        return nil
    }
}
