import Foundation
import JSONCodec

/// The recorded answers of the service that is imitated: requests with the status and body that they got.
struct ObservedAnswers {
    struct Exchange {
        var line: Int
        var method: String
        var path: String
        var version: String?
        var isAdmin: Bool
        var body: JSONValue?
        var raw: String?
        var status: Int
        var response: JSONValue
    }

    let exchanges: [Exchange]

    /// Reads the file beside the checkout; `nil` when it is not there.
    init?() {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("../shared/reference/cinder-observed.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        exchanges = text.split(separator: "\n").enumerated().compactMap { index, line in
            guard let value = try? JSONValue(parsing: String(line)), let method = value["method"]?.stringValue,
                let path = value["path"]?.stringValue, let status = value["status"]?.integerValue
            else { return nil }
            return Exchange(
                line: index, method: method, path: path, version: value["mv"]?.stringValue,
                isAdmin: value["roles"]?.arrayValue?.contains("admin") ?? true, body: value["body"], raw: value["raw"]?.stringValue,
                status: status, response: value["response"] ?? .null)
        }
    }
}
