import NIOHTTP1

/// One line of the access log.
struct AccessRecord: Sendable {
    var remoteAddress: String
    var method: String
    /// As the client sent it, so that nothing decoded from it can forge a line.
    var target: String
    var version = HTTPVersion.http1_1
    var status: UInt
    /// Bytes of the response body.
    var length: Int
    var elapsed: Duration
    var requestID: String?
    var generation: UInt64

    /// The fields of neutron's and cinder's WSGI access lines, and the generation.
    var line: String {
        let microseconds = Int(elapsed.components.seconds) * 1_000_000 + Int(elapsed.components.attoseconds / 1_000_000_000_000)
        let fraction = String(microseconds % 1_000_000)
        let seconds = "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
        return """
            \(remoteAddress) "\(method) \(target) HTTP/\(version.major).\(version.minor)" status: \(status) len: \(length) time: \(seconds) \
            generation: \(generation) \(requestID ?? "-")
            """
    }
}
