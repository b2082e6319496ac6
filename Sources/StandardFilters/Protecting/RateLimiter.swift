import NIOHTTP1
import Synchronization

/// Counts requests against rate limits, one leaking bucket for each rule and user.
final class RateLimiter: Sendable {
    /// One bucket: it fills by the price of each request and leaks a second's worth each second.
    private struct Bucket {
        var level = 0.0
        var last: Double
    }

    /// More users than this are not remembered: those whose buckets have run dry are forgotten first.
    private static let maximumUsers = 10_000

    private let limits: [RateLimit]
    private let now: @Sendable () -> Double
    private let buckets = Mutex<[String: [Bucket]]>([:])

    /// - Parameter now: seconds of a clock that never goes back.
    init(_ limits: [RateLimit], now: @escaping @Sendable () -> Double) {
        self.limits = limits
        self.now = now
    }

    /// Counts a request.
    ///
    /// - Returns: the rule that the request breaks and the seconds after which it would not, or `nil` when it may pass.
    func delay(method: HTTPMethod, path: @autoclosure () -> String, user: String) -> (limit: RateLimit, seconds: Double)? {
        guard limits.contains(where: { $0.method == method }) else { return nil }
        let path = path()
        let matching = limits.indices.filter { limits[$0].method == method && limits[$0].pattern.matches(path) }
        guard !matching.isEmpty else { return nil }
        let time = now()
        return buckets.withLock { buckets in
            if buckets.count >= Self.maximumUsers, buckets[user] == nil { forgetIdle(&buckets, at: time) }
            var own = buckets[user] ?? limits.map { _ in Bucket(last: time) }
            var worst: (limit: RateLimit, seconds: Double)?
            for index in matching where own.indices.contains(index) {
                let limit = limits[index]
                let price = limit.unit.seconds / Double(limit.count)
                let level = max(0, own[index].level - (time - own[index].last))
                own[index].last = time
                let excess = level + price - limit.unit.seconds
                // A sum of prices is a little off the whole: that is no excess.
                if excess > 1e-9 * limit.unit.seconds {
                    own[index].level = level
                    if excess > worst?.seconds ?? 0 { worst = (limit, excess) }
                } else {
                    own[index].level = level + price
                }
            }
            buckets[user] = own
            return worst
        }
    }

    private func forgetIdle(_ buckets: inout [String: [Bucket]], at time: Double) {
        buckets = buckets.filter { $0.value.contains { $0.level > time - $0.last } }
        if buckets.count >= Self.maximumUsers { buckets.removeAll(keepingCapacity: true) }
    }
}
