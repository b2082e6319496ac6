import Dispatch
import Synchronization

/// A task that another thread may cancel.
final class TaskCell: Sendable {
    private let task = Mutex<(task: Task<Void, Never>?, isCancelled: Bool)>((nil, false))

    func set(_ task: Task<Void, Never>) {
        let isCancelled = self.task.withLock { cell in
            cell.task = task
            return cell.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func cancel() {
        task.withLock { cell in
            cell.isCancelled = true
            cell.task?.cancel()
        }
    }
}

/// Bridges from the threads of the tool, which may block, to tasks, which may not.
package enum Blocking {
    /// Runs `body` and waits for its end.
    package static func run(_ body: @escaping @Sendable () async -> Void) { run(cell: TaskCell(), body) }

    static func run(cell: TaskCell, _ body: @escaping @Sendable () async -> Void) {
        let done = DispatchSemaphore(value: 0)
        cell.set(
            Task.detached {
                await body()
                done.signal()
            })
        done.wait()
    }

    /// The value of `body`.
    package static func value<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value? {
        value(within: nil, body)
    }

    /// The value of `body`; `nil` when it takes longer than `limit`.
    static func value<Value: Sendable>(within limit: DispatchTimeInterval?, _ body: @escaping @Sendable () async -> Value) -> Value? {
        let done = DispatchSemaphore(value: 0)
        let result = ResultCell<Value>()
        let task = Task.detached {
            let value = await body()
            result.set(value)
            done.signal()
        }
        guard let limit else {
            done.wait()
            return result.value
        }
        if done.wait(timeout: .now() + limit) == .timedOut { task.cancel() }
        return result.value
    }

    /// What `find` has for all of `keys` within `limit`; what comes later is left out.
    static func gathered<Key: Sendable, Found: Sendable>(
        _ keys: [Key], within limit: DispatchTimeInterval, _ find: @escaping @Sendable (Key) async -> [Found]
    ) -> [Found] {
        guard !keys.isEmpty else { return [] }
        let result = ResultCell<[Int: [Found]]>()
        _ = value(within: limit) {
            await withTaskGroup(of: Void.self) { group in
                for (index, key) in keys.enumerated() {
                    group.addTask {
                        let found = await find(key)
                        result.update { $0 = ($0 ?? [:]).merging([index: found]) { first, _ in first } }
                    }
                }
            }
        }
        let found = result.value ?? [:]
        return keys.indices.flatMap { found[$0] ?? [] }
    }

    private final class ResultCell<Value: Sendable>: Sendable {
        private let cell = Mutex<Value?>(nil)
        var value: Value? { cell.withLock { $0 } }
        func set(_ value: Value) { cell.withLock { $0 = value } }
        func update(_ change: @Sendable (inout Value?) -> Void) { cell.withLock { change(&$0) } }
    }
}
