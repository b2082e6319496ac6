package import HTTPApplication
package import Synchronization

/// What was found out about identities, until anything changes that could make it wrong.
///
/// An entry holds for the generation of the identities under which it was made, and not beyond its own end.
package final class GenerationCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline struct Entry {
        @usableFromInline var value: Value
        @usableFromInline var generation: UInt64
        /// `nil` when time alone does not end it.
        @usableFromInline var validUntil: Timestamp?

        @inlinable init(value: Value, generation: UInt64, validUntil: Timestamp?) {
            self.value = value
            self.generation = generation
            self.validUntil = validUntil
        }

        @inlinable func holds(_ generation: UInt64, _ now: Timestamp) -> Bool {
            self.generation == generation && validUntil.map { now < $0 } ?? true
        }
    }

    @usableFromInline let entries = Mutex<[Key: Entry]>([:])
    @usableFromInline let capacity: Int

    package init(capacity: Int = 10_000) { self.capacity = capacity }

    // Inlinable: in other modules, too, it is to be made for its types.
    @inlinable package func value(_ key: Key, generation: UInt64, now: Timestamp) -> Value? {
        entries.withLock { entries in
            guard let entry = entries[key], entry.holds(generation, now) else { return nil }
            return entry.value
        }
    }

    /// - Parameter generation: the one that was read before anything that the value was made from.
    @inlinable package func keep(_ value: Value, for key: Key, generation: UInt64, validUntil: Timestamp?) {
        let now = Timestamp.now()
        guard validUntil.map({ now < $0 }) ?? true else { return }
        entries.withLock { entries in
            if entries.count >= capacity, entries[key] == nil {
                entries = entries.filter { $0.value.holds(generation, now) }
                if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
            }
            entries[key] = Entry(value: value, generation: generation, validUntil: validUntil)
        }
    }
}
