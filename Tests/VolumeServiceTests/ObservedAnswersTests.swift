import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import Testing
import VolumeService

@Suite struct `Recorded answers` {
    /// Lines about what this service does not have: snapshots, attachments, images, encryption, groups, and what depends on them.
    private static let others: Set<Int> = [
        13, 19, 20, 43, 44, 45, 46, 47, 48, 86, 95, 96, 97, 98, 99, 104, 105, 111, 113, 118, 119, 120, 121, 122, 217, 222, 224, 226, 227,
        228,
        229,
    ]

    /// Answers whose body depends on the recorder's environment: only the status is compared.
    private static let statusOnly: Set<Int> = [21, 200, 203, 216, 223, 225]

    private static func concerns(_ exchange: ObservedAnswers.Exchange) -> Bool {
        if others.contains(exchange.line) { return false }
        return switch exchange.line {
        case 162..<200: false
        case 230...: false
        default: true
        }
    }

    @Test func `are given again in status and members`() async throws {
        guard let observed = ObservedAnswers() else { return }
        try await withVolumes(options: ["quota_volumes": "10"], workers: false) { fixture in
            var replay = Replay(fixture: fixture)
            for exchange in observed.exchanges where Self.concerns(exchange) {
                try await replay.prepare(exchange.line)
                try await replay.run(exchange, comparesBody: !Self.statusOnly.contains(exchange.line))
            }
            #expect(replay.count > 130)
        }
    }
}

/// Sends recorded requests one after the other, with this service's identifiers in place of the recorded ones.
private struct Replay {
    let fixture: VolumeFixture
    var ids: [String: String] = [:]
    var count = 0

    init(fixture: VolumeFixture) { self.fixture = fixture }

    /// Does what the recorder did behind the service's back: there were no workers.
    func prepare(_ line: Int) async throws {
        if line == 219 { return try await addService() }
        guard let id = ids["uuid-12"] else { return }
        let statement: String? =
            switch line {
            case 84: "UPDATE volumes SET host = 'h@lvm1#p' WHERE id = ?"
            case 87, 89, 92, 100: "UPDATE volumes SET status = 'available' WHERE id = ?"
            case 123: "UPDATE volumes SET size = 1 WHERE id = ?"
            default: nil
            }
        guard let statement else { return }
        try await fixture.store.write { transaction in try transaction.execute(statement, [.text(id)]) }
        guard line != 84 else { return }
        // The stored view is rendered again.
        _ = try await fixture.send(.POST, "/v3/volumes/\(id)/action", ["os-reset_status": ["status": "available"]])
    }

    private func addService() async throws {
        try await fixture.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO volume_services (host, binary_name, uuid, topic, availability_zone, created_at, updated_at) \
                VALUES ('h@lvm1', 'cinder-volume', '-', 'cinder-volume', 'nova', 0, 0)
                """)
        }
    }

    mutating func run(_ exchange: ObservedAnswers.Exchange, comparesBody: Bool) async throws {
        count += 1
        let path = replaced(exchange.path)
        let body = exchange.body.flatMap { try? JSONValue(parsing: replaced($0.description)) }
        var headers: HTTPHeaders = [:]
        if exchange.status == 412 { headers.add(name: "If-Match", value: "wrong") }
        // The line that found a volume of another project.
        let project = exchange.line == 63 ? "proj2" : "proj1"
        let answer = try await fixture.send(
            HTTPMethod(rawValue: exchange.method), path, body, raw: exchange.raw, version: exchange.version, admin: exchange.isAdmin,
            project: project, headers: headers)
        #expect(answer.status == exchange.status, "line \(exchange.line + 1): \(exchange.method) \(path): \(answer.text)")
        learn(exchange.response, answer.json)
        guard comparesBody else { return }
        compare(exchange.response, answer.json, "line \(exchange.line + 1)")
    }

    private func replaced(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "uuid-") {
            result += rest[..<start.lowerBound]
            var end = start.upperBound
            while end < rest.endIndex, rest[end].isNumber { end = rest.index(after: end) }
            let name = String(rest[start.lowerBound..<end])
            let number = String(repeating: "0", count: 12 - (name.count - 5)) + name.dropFirst(5)
            result += ids[name] ?? "00000000-0000-4000-8000-\(number)"
            rest = rest[end...]
        }
        return result + rest
    }

    /// Remembers which of our identifiers stands for a recorded one.
    private mutating func learn(_ recorded: JSONValue, _ actual: JSONValue) {
        for member in recorded.objectValue ?? [:] {
            if member.key == "id", let name = member.value.stringValue, name.hasPrefix("uuid-"), let id = actual["id"]?.stringValue {
                ids[name] = id
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
            let expected = Set(object.keys.map(replaced))
            let found = Set(actual.objectValue?.keys ?? [])
            #expect(found == expected, "\(place): \(found.symmetricDifference(expected).sorted())")
            for member in object { compare(member.value, actual[member.key] ?? .null, place + "." + member.key) }
        case .array(let elements):
            #expect(actual.arrayValue?.count == elements.count, "\(place): \(actual)")
            for (index, element) in elements.enumerated() { compare(element, actual[index] ?? .null, "\(place)[\(index)]") }
        case .string(let text) where text.contains("uuid-") || text.contains("<"): #expect(actual.stringValue != nil, "\(place): \(actual)")
        case .string(""): return
        case .string(let text) where text.hasPrefix("404 Not Found"): #expect(actual.isNull, "\(place): \(actual)")
        default: #expect(actual == recorded, "\(place)")
        }
    }
}
