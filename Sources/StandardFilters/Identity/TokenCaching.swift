package import HTTPApplication

/// For how long what was found out about a token is kept: `[keystone_authtoken] token_cache_time`.
///
/// Upstream: keystonemiddleware, `keystonemiddleware/auth_token/_cache.py`; its caches take a time of 0 for no limit.
package enum TokenCaching: Sendable, Hashable {
    /// Each request asks.
    case off
    case seconds(Int)
    /// As long as the token is valid.
    case unlimited

    /// - Parameter cacheTime: in seconds; below 0 nothing is kept, and 0 is no limit.
    package init(cacheTime: Int) {
        switch cacheTime {
        case ..<0: self = .off
        case 0: self = .unlimited
        default: self = .seconds(cacheTime)
        }
    }

    /// Until when something is kept that is found out at `now` about a token that ends at `expiry`; `nil` when it is not kept.
    package func end(from now: Timestamp, expiry: Timestamp) -> Timestamp? {
        switch self {
        case .off: nil
        case .unlimited: expiry
        case .seconds(let seconds): min(expiry, Timestamp(microseconds: now.microseconds + min(seconds, Self.maximum) * 1_000_000))
        }
    }

    /// A hundred years: sums with it do not overflow.
    private static let maximum = 3_155_760_000
}
