package import HTTPApplication

/// A request that the shell issues.
package struct IssuedRequest: Sendable {
    package var method: String
    /// Path and query.
    package var target: String
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8]?
    /// The app that answers; `nil` = the one whose routes know the path, else the first.
    package var app: String?
    package var wantsTrace = false

    package init(method: String, target: String) {
        self.method = method
        self.target = target
    }
}

/// What an issued request was answered with.
package struct IssuedResponse: Sendable {
    package var app: String
    package var status: Int
    package var reason: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var elapsed: Duration
    package var stages: [RequestTrace.Stage]?
    package var generation: UInt64
}
