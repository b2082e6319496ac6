import Dispatch
import Synchronization
import Testing

/// Tests that start the binary and wait for it: a few at a time, on threads of their own.
///
/// They block. On the threads that all tests share, two of them at once would let nothing else run.
struct BlackBox: SuiteTrait, TestTrait, TestScoping {
    /// Instances of the binary that run beside each other on a machine with few cores.
    private static let places = Places(4)

    var isRecursive: Bool { true }

    func scopeProvider(for test: Test, testCase: Test.Case?) -> BlackBox? { testCase == nil ? nil : self }

    func provideScope(for test: Test, testCase: Test.Case?, performing body: @concurrent @Sendable () async throws -> Void) async throws {
        await Self.places.take()
        do { try await withTaskExecutorPreference(BlockingThreads.shared) { try await body() } } catch {
            await Self.places.giveBack()
            throw error
        }
        await Self.places.giveBack()
    }
}

extension Trait where Self == BlackBox {
    static var blackBox: Self { Self() }
}

/// A number of places, given in the order in which they were asked for.
private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Runs tasks on threads that may block.
private final class BlockingThreads: TaskExecutor {
    static let shared = BlockingThreads(count: 32)

    private let jobs = Mutex<[UnownedJob]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    private init(count: Int) {
        for number in 0..<count {
            // A serial queue that is never idle is a thread.
            DispatchQueue(label: "black box \(number)").async { [unowned self] in
                while true {
                    arrivals.wait()
                    let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                    job?.runSynchronously(on: asUnownedTaskExecutor())
                }
            }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrivals.signal()
    }
}
