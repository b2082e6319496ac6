import Foundation
import HTTPApplication
import IdentityService
import JSONCodec
import NIOHTTP1
import Persistence
import Testing

@Suite struct `Recorded answers of keystone` {
    /// Keystone's pages follow no order that could be repeated: of a page of one, only the status is compared.
    private static let statusOnly: Set<Int> = [46]

    /// What is not asked of the resources: tokens, and the pipeline around the service.
    private static func concerns(_ path: String) -> Bool {
        !path.hasPrefix("/v3/auth/") && path != "/healthcheck"
    }

    @Test func `are given again in status and members`() async throws {
        guard let lines = Self.lines() else { return }
        try await withIdentity { fixture in
            var replay = Replay(fixture: fixture)
            try await replay.begin()
            for (number, line) in lines.enumerated() {
                let path = line["path"]?.stringValue ?? ""
                guard Self.concerns(path), line["response"] != "<json-home document>" else { continue }
                try await replay.run(line, number: number + 1, comparesBody: !Self.statusOnly.contains(number + 1))
            }
            #expect(replay.count > 75)
        }
    }

    private static func lines() -> [JSONValue]? {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("../shared/reference/keystone-observed.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
    }
}

/// Sends recorded requests one after the other, with this service's identifiers in place of the recorded ones.
private struct Replay {
    let fixture: IdentityFixture
    var ids: [String: String] = [:]
    var count = 0
    private var token: String?

    init(fixture: IdentityFixture) { self.fixture = fixture }

    /// Learns the identifiers of what bootstrapping made.
    mutating func begin() async throws {
        let users = try await fixture.send(.GET, "/v3/users?name=admin").json["users"]
        ids["id-1"] = users?[0]?["id"]?.stringValue
        ids["id-2"] = try await fixture.send(.GET, "/v3/projects?name=admin").json["projects"]?[0]?["id"]?.stringValue
        for (name, id) in [("manager", "id-3"), ("reader", "id-4"), ("admin", "id-5"), ("member", "id-6")] {
            ids[id] = try await fixture.send(.GET, "/v3/roles?name=\(name)").json["roles"]?[0]?["id"]?.stringValue
        }
    }

    private var user: TestCaller {
        .user(ids["id-12"] ?? "", project: ids["id-11"], roles: ["member", "reader"], token: token)
    }

    /// Gets the user a token that is valid: one of the second in which the password was changed is not.
    private mutating func logIn() async throws {
        let body: JSONValue = [
            "auth": [
                "identity": [
                    "methods": ["password"],
                    "password": ["user": ["name": "u1", "domain": ["id": "default"], "password": "upw2"]],
                ],
                "scope": ["project": ["id": .string(ids["id-11"] ?? "")]],
            ]
        ]
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let answer = try await fixture.send(.POST, "/v3/auth/tokens", body, by: .nobody)
            token = answer.headers.first(name: "X-Subject-Token")
            if let token, try fixture.service.tokens.validate(token) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("no token of the user becomes valid")
    }

    mutating func run(_ line: JSONValue, number: Int, comparesBody: Bool) async throws {
        count += 1
        let path = replaced(line["path"]?.stringValue ?? "")
        if path.hasSuffix("/application_credentials"), token == nil { try await logIn() }
        let caller: TestCaller =
            switch line["auth"]?.stringValue {
            case "admin"?: .admin
            case "u1"?: user
            default: .nobody
            }
        // What the recorded caller's revoked token was refused with comes from the filters.
        if line["note"] == "revoked" { return }
        let body = line["body"].flatMap { try? JSONValue(parsing: replaced($0.description)) }
        let answer = try await fixture.send(HTTPMethod(rawValue: line["method"]?.stringValue ?? ""), path, body, by: caller)
        let place = "line \(number): \(line["method"]?.stringValue ?? "") \(path)"
        #expect(answer.status == line["status"]?.integerValue, "\(place): \(answer.text)")
        for header in line["rh"]?.objectValue ?? [:] where header.key != "Location" || number == 1 {
            #expect(answer.headers.first(name: header.key) == header.value.stringValue, "\(place): \(header.key)")
        }
        let recorded = line["response"] ?? .null
        guard comparesBody, recorded.objectValue != nil, line["method"] != "HEAD" else { return }
        learn(recorded, answer.json)
        compare(recorded, answer.json, place)
    }

    private func replaced(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "id-") {
            result += rest[..<start.lowerBound]
            var end = start.upperBound
            while end < rest.endIndex, rest[end].isNumber { end = rest.index(after: end) }
            let name = String(rest[start.lowerBound..<end])
            result += ids[name] ?? name
            rest = rest[end...]
        }
        return result + rest
    }

    /// Remembers which of our identifiers stands for a recorded one.
    private mutating func learn(_ recorded: JSONValue, _ actual: JSONValue) {
        for member in recorded.objectValue ?? [:] {
            if ["id", "access"].contains(member.key), let name = member.value.stringValue, name.hasPrefix("id-"), ids[name] == nil {
                ids[name] = actual[member.key]?.stringValue
            }
            if let inner = actual[member.key] { learn(member.value, inner) }
        }
        for (index, element) in (recorded.arrayValue ?? []).enumerated() {
            if let inner = actual[index] { learn(element, inner) }
        }
    }

    /// The same members, and values of the same kind.
    private func compare(_ recorded: JSONValue, _ actual: JSONValue, _ place: String) {
        switch recorded {
        case .object(let object):
            let expected = Set(object.keys)
            let found = Set(actual.objectValue?.keys ?? [])
            #expect(found == expected, "\(place): \(found.symmetricDifference(expected).sorted()) in \(actual)")
            // The words of messages are our own.
            for member in object where member.key != "message" {
                compare(member.value, actual[member.key] ?? .null, place + "." + member.key)
            }
        case .array(let elements):
            let found = place.hasSuffix(".roles") ? Self.sorted(actual.arrayValue ?? []) : actual.arrayValue ?? []
            #expect(found.count == elements.count, "\(place): \(actual)")
            // Keystone's roles come in no order.
            for (index, element) in (place.hasSuffix(".roles") ? Self.sorted(elements) : elements).enumerated() {
                compare(element, index < found.count ? found[index] : .null, "\(place)[\(index)]")
            }
        case .string(let text) where text.hasPrefix("<") || text.hasPrefix("id-") && ids[text] == nil:
            #expect(actual.stringValue != nil, "\(place): \(actual)")
        case .string(let text):
            #expect(actual.stringValue == replaced(text), "\(place)")
        default: #expect(actual == recorded, "\(place)")
        }
    }

    private static func sorted(_ roles: [JSONValue]) -> [JSONValue] {
        roles.sorted { ($0["name"]?.stringValue ?? "") < ($1["name"]?.stringValue ?? "") }
    }
}
