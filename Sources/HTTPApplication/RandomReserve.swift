import Glibc
import Synchronization

/// Bits of the system's random generator, fetched for many identifiers at once since each fetch is a system call. None is handed out twice.
final class RandomReserve: Sendable {
    static let shared = RandomReserve()

    /// What one system call may ask for: 256 bytes.
    private static let size = 32
    private let words = Mutex<[UInt64]>([])

    /// 128 bits.
    func next() -> (UInt64, UInt64) {
        words.withLock { words in
            if words.count < 2 { words = Self.fetch() }
            return (words.removeLast(), words.removeLast())
        }
    }

    private static func fetch() -> [UInt64] {
        Array(unsafeUninitializedCapacity: size) { buffer, count in
            var generator = SystemRandomNumberGenerator()
            if getentropy(buffer.baseAddress, size * MemoryLayout<UInt64>.stride) != 0 {
                for index in 0..<size { buffer.initializeElement(at: index, to: generator.next()) }
            }
            count = size
        }
    }
}
