import Glibc
import Synchronization

/// The counters of a server, written from all of its handlers.
final class ServerStatistics: Sendable {
    struct Counts {
        var calls = 0
        var failures = 0
        var lastHeartbeat: Double?
        var lastActivity: Double?
    }

    private let counts = Mutex(Counts())

    var current: Counts { counts.withLock { $0 } }

    func started() {
        let now = Self.now()
        counts.withLock { counts in
            counts.calls += 1
            counts.lastActivity = now
        }
    }

    func failed() { counts.withLock { $0.failures += 1 } }

    func beat() {
        let now = Self.now()
        counts.withLock { $0.lastHeartbeat = now }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }
}
