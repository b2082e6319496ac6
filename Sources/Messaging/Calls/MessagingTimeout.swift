/// No reply came in time. Whether the method was run is not known.
package struct MessagingTimeout: Error, Sendable, Hashable, CustomStringConvertible {
    package var target: Target
    package var method: String
    package var timeout: Duration

    package init(target: Target, method: String, timeout: Duration) {
        self.target = target
        self.method = method
        self.timeout = timeout
    }

    package var description: String { "no reply to \(method) from \(target) within \(timeout)" }
}
