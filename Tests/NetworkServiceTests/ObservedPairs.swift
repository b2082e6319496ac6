import FoundationEssentials
import HTTPApplication
import JSONCodec
import NIOHTTP1

@testable import NetworkService

/// Requests and answers that were recorded of the imitated service, and what of them this service has to answer alike.
struct ObservedPair: Sendable, CustomStringConvertible {
    var line: Int
    var method: HTTPMethod
    var path: String
    var project: String
    var roles: [String]
    var body: JSONValue?
    var raw: String?
    var headers: HTTPHeaders
    var status: Int
    var response: JSONValue
    var description: String { "line \(line): \(method.rawValue) \(path)" }

    /// All recorded pairs, in sections that each began with an empty database.
    static let sections: [[ObservedPair]] = {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        guard let data = try? Data(contentsOf: checkout.appending(path: "../shared/reference/neutron-observed.jsonl")) else { return [] }
        var sections: [[ObservedPair]] = [[]]
        for (index, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let value = try? JSONValue(parsing: Array(line)) else { continue }
            let pair = ObservedPair(value, line: index + 1)
            let created = pair.method == .POST && pair.status == 201 ? pair.response["network"]?["id"] : nil
            if created == "uuid-1", !(sections.last?.isEmpty ?? true), index > 10 { sections.append([]) }
            sections[sections.count - 1].append(pair)
        }
        return sections
    }()

    private init(_ value: JSONValue, line: Int) {
        self.line = line
        method = HTTPMethod(rawValue: value["method"]?.stringValue ?? "")
        path = value["path"]?.stringValue ?? ""
        project = value["project"]?.stringValue ?? ""
        roles = (value["roles"]?.arrayValue ?? []).compactMap(\.stringValue)
        body = value["body"]
        raw = value["raw"]?.stringValue
        headers = HTTPHeaders((value["headers"]?.objectValue ?? [:]).map { ($0.key, $0.value.stringValue ?? "") })
        status = value["status"]?.integerValue ?? 0
        response = value["response"] ?? .null
    }

    /// The first part of the path after the version.
    var collection: String {
        let parts = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2 else { return "" }
        return parts[2].hasSuffix(".json") ? String(parts[2].dropLast(5)) : String(parts[2])
    }

    /// The part of the path after the id.
    var subresource: String {
        let parts = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 4 ? String(parts[4]) : ""
    }
}

/// The ids of a run, known by the names that the recording gave them.
struct RecordedNames {
    private var actual: [String: String] = [:]

    static func isName(_ text: String) -> Bool { text.hasPrefix("uuid-") && Int(text.dropFirst(5)) != nil }

    func knows(_ name: String) -> Bool { actual[name] != nil }

    /// Replaces names by ids; a name that is not known yet gets an id that nothing has.
    mutating func resolve(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "uuid-") {
            result += rest[..<start.lowerBound]
            let digits = rest[start.upperBound...].prefix { $0.isNumber }
            let name = "uuid-" + digits
            let id = actual[name] ?? UUIDText.make()
            actual[name] = id
            result += id
            rest = rest[digits.endIndex...]
        }
        return result + rest
    }

    /// Learns from an answer what the names of the recorded answer stand for.
    mutating func learn(_ expected: JSONValue, _ given: JSONValue) {
        switch (expected, given) {
        case (.string(let name), .string(let id)): if Self.isName(name), actual[name] == nil { actual[name] = id }
        case (.array(let left), .array(let right)): for (left, right) in zip(left, right) { learn(left, right) }
        case (.object(let left), .object(let right)):
            for member in left { if let value = right[member.key] { learn(member.value, value) } }
        default: break
        }
    }
}
