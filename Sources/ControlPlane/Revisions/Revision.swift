package import HTTPApplication
package import PasteDeploy
import Synchronization

/// One built deployment of an app: never changed, only replaced.
package final class Revision: Sendable {
    /// `gone` is what has been active, is not any more and has no request left.
    package enum State: String, Sendable { case loaded, active, unconfirmed, draining, gone, failed }

    package let record: RevisionRecord
    package let plan: DeployPlan
    package let application: any Application

    private struct Life {
        var state = State.loaded
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let life = Mutex(Life())
    private let requests = Atomic<Int>(0)

    init(record: RevisionRecord, plan: DeployPlan, application: any Application) {
        self.record = record
        self.plan = plan
        self.application = application
    }

    package var id: String { record.id }
    package var app: String { record.app }
    package var strategy: String { record.strategy }
    package var digest: String { record.digest }
    package var generation: UInt64 { record.generation }

    /// Requests that run under it now.
    package var inFlight: Int { requests.load(ordering: .relaxed) }

    package var state: State { life.withLock { $0.state } }

    func transition(to state: State) { life.withLock { $0.state = state } }

    /// It has been replaced: it drains, and is gone with its last request.
    func retire() { life.withLock { $0.state = inFlight == 0 ? .gone : .draining } }

    /// Waits until no request runs under it, or the task is cancelled.
    func drained() async {
        let id = life.withLock { life in
            life.nextWaiter += 1
            return life.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isDone = life.withLock { life in
                    guard inFlight > 0, !Task.isCancelled else { return true }
                    life.waiters[id] = waiter
                    return false
                }
                if isDone { waiter.resume() }
            }
        } onCancel: {
            life.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    fileprivate func enter() { requests.add(1, ordering: .relaxed) }

    fileprivate func leave() {
        guard requests.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        // The last request of a replaced revision ends its draining.
        let waiters = life.withLock { life -> [Int: CheckedContinuation<Void, Never>] in
            if life.state == .draining { life.state = .gone }
            guard !life.waiters.isEmpty else { return [:] }
            defer { life.waiters = [:] }
            return life.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }
}

/// A request's hold on the revision that was active when its head was read.
package struct RevisionLease: Sendable {
    package let revision: Revision

    init(_ revision: Revision) {
        self.revision = revision
        revision.enter()
    }

    /// Gives the hold back: called once, when the response is complete.
    package func release() { revision.leave() }
}
