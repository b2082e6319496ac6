package import NIOHTTP1

/// A rule of `ratelimit`: so many requests of a method, to paths that match, in a unit of time.
package struct RateLimit: Sendable {
    package enum Unit: String, Sendable, CaseIterable {
        case second = "SECOND"
        case minute = "MINUTE"
        case hour = "HOUR"
        case day = "DAY"

        var seconds: Double {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            case .day: 86400
            }
        }
    }

    package var method: HTTPMethod
    /// The paths in words, for people.
    package var uri: String
    package var pattern: PathPattern
    package var count: Int
    package var unit: Unit

    package init(method: HTTPMethod, uri: String, pattern: PathPattern, count: Int, unit: Unit) {
        self.method = method
        self.uri = uri
        self.pattern = pattern
        self.count = count
        self.unit = unit
    }
}
