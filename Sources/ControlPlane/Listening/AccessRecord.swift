import NIOHTTP1

/// One line of the access log.
struct AccessRecord: Sendable {
    var remoteAddress: String
    var method: HTTPMethod
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
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the line without a newline. There is one for each request: nothing is allocated on the way.
    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: remoteAddress.utf8)
        bytes.append(contentsOf: " \"".utf8)
        bytes.append(contentsOf: method.rawValue.utf8)
        bytes.append(UInt8(ascii: " "))
        // A control character in what a client sent must not forge a line or write on a terminal.
        for byte in target.utf8 { bytes.append(byte >= 0x20 && byte != 0x7F ? byte : UInt8(ascii: "?")) }
        bytes.append(contentsOf: version == .http1_0 ? " HTTP/1.0\" status: ".utf8 : " HTTP/1.1\" status: ".utf8)
        Self.append(Int(status), to: &bytes)
        bytes.append(contentsOf: " len: ".utf8)
        Self.append(length, to: &bytes)
        bytes.append(contentsOf: " time: ".utf8)
        let microseconds = Int(elapsed.components.seconds) * 1_000_000 + Int(elapsed.components.attoseconds / 1_000_000_000_000)
        Self.append(microseconds / 1_000_000, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        Self.append(microseconds % 1_000_000, to: &bytes, width: 6)
        bytes.append(contentsOf: " generation: ".utf8)
        Self.append(Int(generation), to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: (requestID ?? "-").utf8)
    }

    private static func append(_ value: Int, to bytes: inout [UInt8], width: Int = 1) {
        var divisor = 1
        var digits = 1
        while digits < width || value / divisor > 9 {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
