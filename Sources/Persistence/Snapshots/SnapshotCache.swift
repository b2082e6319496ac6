import Synchronization

/// What was made from one state of a store, given again for as long as the store is in that state.
///
/// A value is kept only when the store had one and the same ``Store/stamp`` before it was read and after it, and is given out only while the store
/// still has that stamp: nobody gets anything else than reading would find at that moment. See decision 6.
///
/// A value is kept when it is asked for the second time, so that a load of ever new questions neither fills the memory nor pushes out what is
/// asked for often. Each question has one place, found by its hash; what else belongs there makes room.
package final class SnapshotCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    fileprivate struct Slot {
        var key: Key
        var stamp: UInt64
        var value: Value
        var size: Int
    }

    fileprivate struct State {
        var slots: [Slot?]
        /// The questions that were asked once, as hashes that the stamp is mixed into.
        var marks: [Int]
        var size = 0
        /// The slot that makes room next when the values together are too large.
        var hand = 0
    }

    fileprivate enum Found {
        case value(Value)
        /// Worth being kept, once it has been made.
        case wanted
        case unknown
    }

    private let state: Mutex<State>
    private let mask: Int
    private let capacity: Int
    private let size: @Sendable (Value) -> Int

    /// - Parameters:
    ///   - capacity: the largest size of all values together. One that is larger than an eighth of it is not kept.
    ///   - slots: how many values there are at most, a power of two.
    ///   - size: how much memory a value takes, in bytes.
    package init(capacity: Int, slots: Int = 1024, size: @escaping @Sendable (Value) -> Int) {
        precondition(slots > 0 && slots & (slots - 1) == 0)
        self.capacity = capacity
        self.size = size
        mask = slots - 1
        state = Mutex(State(slots: Array(repeating: nil, count: slots), marks: Array(repeating: 0, count: slots)))
    }

    /// The value for `key`: the kept one, or what `make` makes.
    ///
    /// - Parameter make: reads what it needs from `store` and from nothing else that changes.
    package func value(for key: Key, in store: any Store, make: () throws -> Value) rethrows -> Value {
        guard let stamp = store.stamp else { return try make() }
        let hash = key.hashValue
        switch state.withLock({ $0.find(key, hash, hash & mask, stamp) }) {
        case .value(let value): return value
        case .unknown: return try make()
        case .wanted:
            let value = try make()
            let size = size(value)
            guard size <= capacity / 8, store.stamp == stamp else { return value }
            // What makes room is freed after the lock has been released.
            _ = state.withLock { $0.keep(Slot(key: key, stamp: stamp, value: value, size: size), at: hash & mask, capacity) }
            return value
        }
    }
}

extension SnapshotCache.State {
    fileprivate mutating func find(_ key: Key, _ hash: Int, _ index: Int, _ stamp: UInt64) -> SnapshotCache.Found {
        if let slot = slots[index], slot.stamp == stamp, slot.key == key { return .value(slot.value) }
        let mark = hash ^ Int(truncatingIfNeeded: stamp &* 0x9E37_79B9_7F4A_7C15)
        if marks[index] == mark { return .wanted }
        marks[index] = mark
        return .unknown
    }

    /// - Returns: what had to go.
    fileprivate mutating func keep(_ slot: SnapshotCache.Slot, at index: Int, _ capacity: Int) -> [SnapshotCache.Slot] {
        var gone: [SnapshotCache.Slot] = []
        remove(index, &gone)
        // Each turn moves the hand: it ends, for all slots empty have no size.
        while size + slot.size > capacity {
            remove(hand, &gone)
            hand = (hand + 1) % slots.count
        }
        slots[index] = slot
        size += slot.size
        return gone
    }

    private mutating func remove(_ index: Int, _ gone: inout [SnapshotCache.Slot]) {
        guard let slot = slots[index] else { return }
        slots[index] = nil
        size -= slot.size
        gone.append(slot)
    }
}
