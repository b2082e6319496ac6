package import HTTPApplication
package import PasteDeploy
import Synchronization

/// One built deployment of an app: never changed, only replaced.
package final class Revision: Sendable {
    package enum State: String, Sendable { case loaded, active, draining, gone, failed }

    /// `r1`, `r2`, ... over all apps of this process.
    package let id: String
    package let app: String
    package let strategy: String
    package let plan: DeployPlan
    package let application: any Application
    /// The file and section that it was built from.
    package let source: String
    package let digest: String
    package let createdAt: Timestamp
    package let createdBy: String
    /// Grows by one with every revision that is published; goes into the access log and the RPC context.
    package let generation: UInt64

    private let current = Mutex(State.loaded)
    private let requests = Atomic<Int>(0)

    init(
        id: String, app: String, strategy: String, plan: DeployPlan, application: any Application, source: String, createdBy: String,
        generation: UInt64
    ) {
        self.id = id
        self.app = app
        self.strategy = strategy
        self.plan = plan
        self.application = application
        self.source = source
        self.digest = plan.digest
        self.createdAt = .now()
        self.createdBy = createdBy
        self.generation = generation
    }

    /// Requests that run under it now.
    package var inFlight: Int { requests.load(ordering: .relaxed) }

    package var state: State { current.withLock { $0 } }

    func transition(to state: State) { current.withLock { $0 = state } }

    fileprivate func enter() { requests.add(1, ordering: .relaxed) }

    fileprivate func leave() {
        // The last request of a replaced revision ends its draining.
        if requests.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
            current.withLock { if $0 == .draining { $0 = .gone } }
        }
    }
}

/// A request's hold on the revision that was active when its head was read.
package struct RevisionLease: Sendable {
    package let revision: Revision

    fileprivate init(_ revision: Revision) {
        self.revision = revision
        revision.enter()
    }

    /// Gives the hold back: called once, when the response is complete.
    package func release() { revision.leave() }
}

/// The pointer that new requests follow: which revision of one app is active.
///
/// Publishing and leasing take the same lock, held for a few instructions, so that a replaced revision cannot look drained between the moment a
/// request has read it and the moment that request is counted.
package final class RevisionSlot: Sendable {
    private let active = Mutex<Revision?>(nil)

    package init() {}

    package var current: Revision? { active.withLock { $0 } }

    package func lease() -> RevisionLease? { active.withLock { $0.map(RevisionLease.init) } }

    /// Makes `revision` the one that new requests see; requests in flight finish on theirs.
    ///
    /// - Returns: the one that was active until now.
    @discardableResult
    package func publish(_ revision: Revision?) -> Revision? {
        revision?.transition(to: .active)
        let replaced = active.withLock { active in
            let replaced = active
            active = revision
            return replaced
        }
        guard let replaced, replaced !== revision else { return nil }
        replaced.transition(to: replaced.inFlight == 0 ? .gone : .draining)
        // The last request may have left between the two reads.
        if replaced.inFlight == 0 { replaced.transition(to: .gone) }
        return replaced
    }
}
