import Foundation
import JSONCodec
import NIOHTTP1
import Policy
import Testing
import VolumeService

@Suite("Rules of access to volumes")
struct VolumeAccessTests {
    /// A service whose file of rules is `rules`.
    private func withRules(_ rules: String, _ body: (VolumeFixture) async throws -> Void) async throws {
        let file = NSTemporaryDirectory() + "policy-" + UUID().uuidString + ".yaml"
        try Data(rules.utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await withVolumes(policy: file, workers: false, body)
    }

    @Test("A rule of the operator decides about actions and attributes, of administrators too")
    func overrides() async throws {
        let rules = """
            volume:create: role:admin
            volume:get: role:admin and user_id:%(user_id)s
            volume:update: "!"
            volume_extension:volume_host_attribute: role:member
            volume_extension:volume_tenant_attribute: "!"
            volume:create_volume_metadata: role:admin
            """
        try await withRules(rules) { fixture in
            let refused = try await fixture.send(.POST, "/v3/volumes", ["volume": ["size": 1]], admin: false)
            #expect(refused.status == 403)
            #expect(refused.json["forbidden"]?["message"]?.stringValue?.contains("volume:create") ?? false)
            let id = try await fixture.create()
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)").status == 200)
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)", admin: false).status == 403)
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)", admin: false, project: "proj2").status == 404)
            #expect(try await fixture.send(.PUT, "/v3/volumes/\(id)", ["volume": ["name": "n"]]).status == 403)
            let shown = try await fixture.send(.GET, "/v3/volumes/detail", admin: false).json["volumes"]?[0]?.objectValue
            #expect(shown?.contains("os-vol-host-attr:host") == true)
            #expect(shown?.contains("os-vol-tenant-attr:tenant_id") == false)
            #expect(shown?.contains("os-vol-mig-status-attr:migstat") == false)
            let metadata: JSONValue = ["metadata": ["a": "b"]]
            #expect(try await fixture.send(.POST, "/v3/volumes/\(id)/metadata", metadata, admin: false).status == 403)
            #expect(try await fixture.send(.PUT, "/v3/volumes/\(id)/metadata", metadata, admin: false).status == 200)
        }
    }

    @Test("The defaults: a reader reads, a member writes, an administrator does the rest")
    func defaults() async throws {
        try await withVolumes(workers: false) { fixture in
            let id = try await fixture.create()
            let reset: JSONValue = ["os-reset_status": ["status": "error"]]
            #expect(try await fixture.send(.GET, "/v3/volumes/\(id)", roles: ["reader"]).status == 200)
            #expect(try await fixture.send(.PUT, "/v3/volumes/\(id)", ["volume": ["name": "n"]], roles: ["reader"]).status == 403)
            #expect(try await fixture.send(.PUT, "/v3/volumes/\(id)", ["volume": ["name": "n"]], roles: ["member"]).status == 200)
            #expect(try await fixture.send(.GET, "/v3/volumes", roles: ["none"]).status == 403)
            #expect(try await fixture.send(.POST, "/v3/volumes/\(id)/action", reset, roles: ["member"]).status == 403)
            #expect(try await fixture.send(.POST, "/v3/volumes/\(id)/action", reset).status == 202)
        }
    }
}
