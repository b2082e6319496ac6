import Glibc

/// The writes that wait for the writer's thread.
///
/// Unchecked: `mutex` guards every stored variable; the pthread objects live at fixed addresses from `init` to `deinit`.
final class CommitQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var tasks: [WriteTask] = []
    private var isClosed = false
    /// The number of waiting tasks at which the writer wants to be woken.
    private var wakeAt = 1

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        arrival.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(arrival, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(mutex)
        arrival.deallocate()
        mutex.deallocate()
    }

    var count: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return tasks.count
    }

    /// Hands a task to the writer.
    ///
    /// - Returns: `false` when the queue was closed; the task is not kept then.
    func put(_ task: WriteTask) -> Bool {
        pthread_mutex_lock(mutex)
        guard !isClosed else {
            pthread_mutex_unlock(mutex)
            return false
        }
        tasks.append(task)
        let wakes = tasks.count == wakeAt
        pthread_mutex_unlock(mutex)
        if wakes { pthread_cond_signal(arrival) }
        return true
    }

    /// Everything that waits, as soon as anything does.
    ///
    /// The writers of the last group are on their way back when their commit is done. Waiting for them for a small part of what the next
    /// `fsync` costs makes groups twice as large, since otherwise the first to return would be committed alone.
    ///
    /// - Parameters:
    ///   - expected: how many tasks are likely to come.
    ///   - patience: for how many nanoseconds to wait for them once the first is there.
    /// - Returns: `nil` when the queue is closed and empty.
    func takeAll(expected: Int, patience: Int) -> [WriteTask]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        wakeAt = 1
        while tasks.isEmpty, !isClosed { pthread_cond_wait(arrival, mutex) }
        if tasks.count < expected, patience > 0, !isClosed { linger(expected, for: patience) }
        guard !tasks.isEmpty else { return nil }
        var taken: [WriteTask] = []
        swap(&taken, &tasks)
        return taken
    }

    /// Refuses new tasks; those that wait are still handed out.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(arrival)
    }

    private func linger(_ expected: Int, for patience: Int) {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + patience
        deadline.tv_sec += nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        wakeAt = expected
        while tasks.count < expected, !isClosed {
            if pthread_cond_timedwait(arrival, mutex, &deadline) != 0 { break }
        }
    }
}
