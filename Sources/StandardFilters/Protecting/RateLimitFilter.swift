package import HTTPApplication
import NIOHTTP1

/// cinder's `ratelimit`: refuses what a user asks too often, with 413 and the seconds to wait in `Retry-After`.
///
/// A rule looks at the path inside the API, with the query. Requests without a user count by their client's address. Upstream: cinder,
/// `cinder/api/v2/limits.py`.
package struct RateLimitFilter: Filter {
    private let limiter: RateLimiter

    /// - Parameter now: seconds of a clock that never goes back.
    package init(_ limits: [RateLimit], now: @escaping @Sendable () -> Double = RateLimitFilter.monotonicSeconds) {
        limiter = RateLimiter(limits, now: now)
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        let user = request.context.userID ?? request.remoteAddress
        let path = { request.queryString.isEmpty ? request.pathInfo : request.pathInfo + "?" + request.queryString }
        guard let (limit, seconds) = limiter.delay(method: request.method, path: path(), user: user) else {
            return try await next(request)
        }
        let wait = String(Int(seconds.rounded(.up)))
        return CinderFault.response(
            .payloadTooLarge,
            message: "Too many requests: \(limit.count) \(limit.method.rawValue) to \(limit.uri) a \(limit.unit.rawValue.lowercased()).",
            headers: ["Retry-After": wait])
    }

    @Sendable
    package static func monotonicSeconds() -> Double {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    private static let start = ContinuousClock.now
}
