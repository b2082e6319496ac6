import Synchronization

/// How many bytes the last page of each size took, so that the buffer of the next one is allocated once.
final class PageSizes: Sendable {
    /// Nobody is given more on trust.
    private static let largest = 1 << 20
    /// Clients choose their limits: no more different ones than these are remembered.
    private static let capacity = 64
    private let bytes = Mutex<[Int: Int]>([:])

    /// What to reserve for a page of at most `limit` rows.
    func expected(limit: Int?) -> Int { bytes.withLock { $0[limit ?? 0] } ?? 4096 }

    func note(_ count: Int, limit: Int?) {
        bytes.withLock { bytes in
            if bytes.count >= Self.capacity, bytes[limit ?? 0] == nil { bytes.removeAll() }
            bytes[limit ?? 0] = min(count, Self.largest)
        }
    }
}
