import Synchronization

/// The pointer that new requests follow: which revision of one app is active.
///
/// Publishing and leasing take the same lock, held for a few instructions, so that a replaced revision cannot look drained between the moment a
/// request has read it and the moment that request is counted.
package final class RevisionSlot: Sendable {
    private let active = Mutex<Revision?>(nil)
    /// The order in which the locks of several slots are taken.
    private let number: UInt64
    private static let count = Atomic<UInt64>(0)

    package init() { number = Self.count.add(1, ordering: .relaxed).newValue }

    package var current: Revision? { active.withLock { $0 } }

    package func lease() -> RevisionLease? { active.withLock { $0.map(RevisionLease.init) } }

    /// Makes `revision` the one that new requests see; requests in flight finish on theirs.
    ///
    /// - Returns: the one that was active until now; `nil` when that is the same.
    @discardableResult
    package func publish(_ revision: Revision?) -> Revision? { Self.exchange([(self, revision)]).first ?? nil }

    /// Publishes on several slots at once: whoever has seen one of the new revisions sees no old one any more.
    ///
    /// - Parameter body: what else becomes visible with them; called while nobody can take a lease, so it must be short.
    /// - Returns: for each slot, what was active until now; `nil` when that is the same.
    @discardableResult
    static func exchange(_ changes: [(slot: RevisionSlot, revision: Revision?)], with body: () -> Void = {}) -> [Revision?] {
        for change in changes { change.revision?.transition(to: .active) }
        var replaced = [Revision?](repeating: nil, count: changes.count)
        let order = changes.indices.sorted { changes[$0].slot.number < changes[$1].slot.number }
        lockAll(order[...], of: changes) { index, active in
            if active !== changes[index].revision { replaced[index] = active }
            active = changes[index].revision
        } then: {
            body()
        }
        for revision in replaced { revision?.retire() }
        return replaced
    }

    /// Takes the locks one after the other and lets none go before the last has been changed.
    private static func lockAll(
        _ order: ArraySlice<Int>, of changes: [(slot: RevisionSlot, revision: Revision?)], _ change: (Int, inout Revision?) -> Void,
        then body: () -> Void
    ) {
        guard let index = order.first else { return body() }
        changes[index].slot.active.withLock { active in
            change(index, &active)
            lockAll(order.dropFirst(), of: changes, change, then: body)
        }
    }
}
