import Foundation
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence
import Testing

@testable import IdentityService

@Suite struct `Recorded logins of keystone` {
    @Test func `are answered alike: status, headers and members`() async throws {
        guard let lines = Self.lines() else { return }
        try await withLogins { (fixture: LoginFixture) async throws in
            try await fixture.service.write { transaction in
                let admin = try IdentityDirectory(transaction).user(name: "admin", domainID: "default")?.id ?? ""
                try UserRecord.addPassword("$plain$pw", ofUser: admin, at: .now(), expiresAt: nil, isSelfService: false, in: transaction)
            }
            let project = try fixture.service.read { try $0.project(name: "admin", domainID: "default")?.id ?? "" }
            var count = 0
            for (number, line) in lines.enumerated() {
                guard line["method"] == "POST", let path = line["path"]?.stringValue, path.hasPrefix("/v3/auth/tokens") else { continue }
                let body = (line["body"]?.description ?? "").replacing("id-2", with: project)
                // The recorder's own tokens and users are tested elsewhere.
                guard !body.contains("<"), !body.contains("id-1"), !body.contains(#""u1""#) else { continue }
                count += 1
                let request = Request(method: .POST, target: path, body: RequestBody(buffer: ByteBuffer(string: body)), host: "id")
                let (status, response) = try await fixture.send(request)
                let place = "line \(number + 1): \(body)"
                #expect(status == line["status"]?.integerValue, "\(place): \(response.text)")
                for header in line["rh"]?.objectValue ?? [:] {
                    let expected = header.key == "X-Subject-Token" ? nil : header.value.stringValue
                    let found = response.headers.first(name: header.key)
                    #expect(found != nil && (expected == nil || found == expected), "\(place): \(header.key)")
                }
                compare(line["response"] ?? .null, response.json ?? .null, place)
            }
            #expect(count >= 16)
        }
    }

    /// The same members in every object, the same number of roles; the catalog is this service's own.
    private func compare(_ recorded: JSONValue, _ actual: JSONValue, _ place: String) {
        if let members = recorded.objectValue {
            #expect(Set(members.keys) == Set(actual.objectValue?.keys ?? []), "\(place): \(actual)")
            for member in members where member.key != "catalog" {
                compare(member.value, actual[member.key] ?? .null, place + "." + member.key)
            }
        } else if let elements = recorded.arrayValue {
            #expect(elements.count == actual.arrayValue?.count, "\(place): \(actual)")
            for (index, element) in elements.enumerated() { compare(element, actual[index] ?? .null, place) }
        } else {
            #expect(recorded.isNull == actual.isNull, "\(place): \(actual)")
        }
    }

    private static func lines() -> [JSONValue]? {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("../shared/reference/keystone-observed.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
    }
}
