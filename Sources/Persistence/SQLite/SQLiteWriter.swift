import Glibc
import Synchronization

/// The thread that does all writing, with a connection of its own.
///
/// What queued while one commit waited for the disk goes into the next transaction together, each body inside its own savepoint.
///
/// Unchecked: after `start` the connection and the measures are touched by the writer's thread alone; the thread's identity is guarded by
/// the queue being closed once.
final class SQLiteWriter: @unchecked Sendable {
    private let queue = CommitQueue()
    private let connection: SQLiteConnection
    /// Grows by one before a commit and by one after it: an odd number says that readers may see either state.
    private let changes = Atomic<UInt64>(0)
    private var thread = pthread_t()
    private var lastGroup = 1
    private var lastCommit = 0
    /// A group larger than this makes its callers wait longer than it saves.
    private let largestGroup = 1024

    /// Starts the thread on `connection`.
    init(_ connection: SQLiteConnection) throws {
        self.connection = connection
        let code = pthread_create(&thread, nil, writerMain, Unmanaged.passRetained(self).toOpaque())
        guard code == 0 else {
            Unmanaged.passUnretained(self).release()
            throw StoreError(
                .other, code: Int(code), message: "cannot start the database writer thread: \(String(cString: strerror(code)))")
        }
    }

    var queueDepth: Int { queue.count }

    /// The state that the database is in; `nil` while it changes.
    var stamp: UInt64? {
        let count = changes.load(ordering: .sequentiallyConsistent)
        return count % 2 == 0 ? count : nil
    }

    /// Runs what may change what readers see.
    private func changing<T>(_ body: () throws -> T) rethrows -> T {
        changes.add(1, ordering: .sequentiallyConsistent)
        defer { changes.add(1, ordering: .sequentiallyConsistent) }
        return try body()
    }

    /// - Returns: `false` when the writer was closed.
    func put(_ task: WriteTask) -> Bool { queue.put(task) }

    /// Refuses new writes and waits until those that were handed over are done.
    func close() {
        queue.close()
        // The last reference to a store may be dropped by an action on the writer's own thread, which cannot wait for itself.
        if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    /// The thread's life.
    fileprivate func work() {
        while let tasks = queue.takeAll(expected: lastGroup, patience: min(lastCommit / 2, 2_000_000)) {
            var group: [any WriteJob] = []
            for task in tasks {
                switch task {
                case .grouped(let job):
                    group.append(job)
                    if group.count == largestGroup { commit(&group) }
                case .exclusive(let work):
                    commit(&group)
                    changing { work(connection) }
                }
            }
            commit(&group)
        }
        connection.close()
    }

    // MARK: group commit

    /// Runs the bodies, commits them together and resumes their callers.
    private func commit(_ group: inout [any WriteJob]) {
        guard !group.isEmpty else { return }
        lastGroup = group.count
        var waiting = group[...]
        group.removeAll(keepingCapacity: true)
        while !waiting.isEmpty { waiting = commitTogether(waiting) }
    }

    /// - Returns: the jobs that have not been run, because the engine rolled the transaction back in the midst of the group.
    private func commitTogether(_ jobs: ArraySlice<any WriteJob>) -> ArraySlice<any WriteJob> {
        do {
            try connection.run("BEGIN IMMEDIATE")
        } catch {
            for job in jobs { job.finish(error) }
            return []
        }
        var done: [(job: any WriteJob, transaction: SQLiteWriteTransaction)] = []
        done.reserveCapacity(jobs.count)
        let alone = jobs.count == 1
        for (index, job) in zip(jobs.indices, jobs) {
            let transaction = SQLiteWriteTransaction(connection)
            do {
                try runOne(job, in: transaction, alone: alone)
                done.append((job, transaction))
            } catch {
                job.finish(error)
                guard !connection.isOutsideTransaction else {
                    // A full disk, say: those before it in the group are gone as well.
                    for entry in done { entry.job.finish(error) }
                    return jobs[(index + 1)...]
                }
            }
        }
        end(done)
        return []
    }

    private func runOne(_ job: any WriteJob, in transaction: SQLiteWriteTransaction, alone: Bool) throws {
        defer { transaction.end() }
        if !alone { try connection.run("SAVEPOINT body") }
        do {
            try job.run(in: transaction)
            if connection.hasDeferredViolation {
                throw StoreError(.foreignKeyViolation, message: "FOREIGN KEY constraint failed at the end of the transaction")
            }
            // A body that caught the engine's error may believe that all is well.
            if connection.isOutsideTransaction { throw StoreError(.other, message: "the transaction was rolled back by the database") }
            if !alone { try connection.run("RELEASE body") }
        } catch {
            if !connection.isOutsideTransaction {
                if alone {
                    try? connection.run("ROLLBACK")
                } else {
                    try undoSavepoint(after: error)
                }
            }
            throw error
        }
    }

    /// Undoes what the body did; when even that fails, nothing of the group may be committed.
    private func undoSavepoint(after failure: any Error) throws {
        do {
            try connection.run("ROLLBACK TO body")
            try connection.run("RELEASE body")
        } catch {
            try? connection.run("ROLLBACK")
            throw failure
        }
    }

    private func end(_ done: [(job: any WriteJob, transaction: SQLiteWriteTransaction)]) {
        if connection.isOutsideTransaction { return }
        do {
            let start = monotonicNanoseconds()
            if done.isEmpty { try connection.run("ROLLBACK") } else { try changing { try connection.run("COMMIT") } }
            lastCommit = monotonicNanoseconds() - start
        } catch {
            if !connection.isOutsideTransaction { try? connection.run("ROLLBACK") }
            for entry in done { entry.job.finish(error) }
            return
        }
        for entry in done {
            for action in entry.transaction.actions { action() }
            entry.job.finish(nil)
        }
    }
}

private func monotonicNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The thread's first function. Signals are for the program's main thread.
private func writerMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<SQLiteWriter>.fromOpaque(context).takeRetainedValue().work()
    return nil
}
