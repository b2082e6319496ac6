import HTTPApplication
import JSONCodec

/// A request to an EC2 or S3 service, as that service describes it to have its signature checked.
struct EC2Request: Sendable {
    var access: String
    var signature: String?
    var verb: String
    var host: String
    var path: String
    /// The query, or the form of a `POST`.
    var params: [String: String]
    /// By the names that the service gives them.
    var headers: [String: String]
    /// SHA-256 of the body, in hexadecimal digits.
    var bodyHash: String
    /// What was signed for S3, in base64.
    var stringToSign: String?

    /// - Parameter given: the object that bodies wrap in `credentials`.
    /// - Returns: `nil` when it names no access key.
    init?(_ given: JSONObject) {
        guard let access = given["access"]?.stringValue else { return nil }
        func text(_ name: String) -> String { given[name]?.stringValue ?? "" }
        func texts(_ name: String) -> [String: String] {
            var result: [String: String] = [:]
            for member in given[name]?.objectValue ?? [:] { result[member.key] = member.value.stringValue ?? member.value.description }
            return result
        }
        self.access = access
        signature = given["signature"]?.stringValue
        (verb, host, path, bodyHash) = (text("verb"), text("host"), text("path"), text("body_hash"))
        (params, headers) = (texts("params"), texts("headers"))
        stringToSign = given["token"]?.stringValue
    }

    /// When it was signed, as it says itself: `nil` when it does not.
    var time: String? {
        let times = [params["Timestamp"], headers["X-Amz-Date"], params["X-Amz-Date"]]
        return times.compactMap { $0 }.first { !$0.isEmpty }
    }

    /// Reads such a time: ISO 8601 with or without separators.
    static func timestamp(_ text: String) -> Timestamp? {
        if let time = Timestamp(identityTime: text) { return time }
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T") else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let date = [part(0..<4), part(4..<6), part(6..<8)].joined(separator: "-")
        return Timestamp(identityTime: date + "T" + [part(9..<11), part(11..<13), part(13..<16)].joined(separator: ":"))
    }
}
