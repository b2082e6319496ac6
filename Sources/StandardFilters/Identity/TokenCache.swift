import Crypto
package import HTTPApplication
import Synchronization

/// Tokens that were found valid, by the SHA-256 of their text, until anything changes that could make them invalid.
///
/// An entry holds for the generation of the identities under which it was made. No text of a token is kept.
package final class TokenCache<Value: Sendable>: Sendable {
    /// The digest of a token.
    package struct Key: Hashable, Sendable {
        private let words: (UInt64, UInt64, UInt64, UInt64)

        package init(_ token: String) {
            var token = token
            let digest = token.withUTF8 { bytes -> SHA256.Digest in
                var hash = SHA256()
                hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
                return hash.finalize()
            }
            words = digest.withUnsafeBytes { bytes in
                func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
                return (word(0), word(1), word(2), word(3))
            }
        }

        package static func == (left: Key, right: Key) -> Bool { left.words == right.words }

        package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
    }

    private struct Entry {
        var value: Value
        var generation: UInt64
        var validUntil: Timestamp
    }

    private let entries = Mutex<[Key: Entry]>([:])
    private let capacity: Int

    package init(capacity: Int = 10_000) { self.capacity = capacity }

    package func value(_ key: Key, generation: UInt64, now: Timestamp) -> Value? {
        entries.withLock { entries in
            guard let entry = entries[key], entry.generation == generation, now < entry.validUntil else { return nil }
            return entry.value
        }
    }

    package func keep(_ value: Value, for key: Key, generation: UInt64, validUntil: Timestamp) {
        entries.withLock { entries in
            if entries.count >= capacity, entries[key] == nil {
                let now = Timestamp.now()
                entries = entries.filter { $0.value.generation == generation && now < $0.value.validUntil }
                if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
            }
            entries[key] = Entry(value: value, generation: generation, validUntil: validUntil)
        }
    }

    package func removeAll() { entries.withLock { $0.removeAll(keepingCapacity: true) } }
}
