import APIResources
import JSONCodec
import NIOHTTP1
import Persistence
import Testing

@testable import NetworkService

@Suite("External networks")
struct ExternalNetworkTests {
    @Test("One external network at most is the default, and what stops being external stops being that")
    func defaults() async throws {
        let network = try await LiveNetwork()
        func make(_ attributes: JSONObject) async throws -> LiveNetwork.Answer {
            try await network.send(.POST, "/v2.0/networks", JSONValue.object(["network": .object(attributes)]).description)
        }
        let first = try await make(["router:external": true, "is_default": true]).json["network"]
        #expect(first?["is_default"] == true)
        let path = "/v2.0/networks/" + (first?["id"]?.stringValue ?? "")
        let refused = try await make(["router:external": true, "is_default": true])
        #expect(refused.status == 409)
        #expect(refused.json["NeutronError"]?["type"] == "DefaultExternalNetworkExists")
        let second = try await make(["router:external": true]).json["network"]?["id"]?.stringValue ?? ""
        let changed = try await network.send(.PUT, "/v2.0/networks/" + second, #"{"network":{"is_default":true}}"#)
        #expect(changed.status == 409)
        // A network that is not external says nothing of it, but to the one who makes it.
        let plain = try await make(["is_default": true]).json["network"]
        #expect(plain?["is_default"] == false)
        let shown = try await network.send(.GET, "/v2.0/networks/" + (plain?["id"]?.stringValue ?? "")).json["network"]
        #expect(shown?["is_default"] == nil)
        #expect(try await network.send(.GET, "/v2.0/networks?is_default=true").json["networks"]?.arrayValue?.count == 1)
        let inside = try await network.send(.PUT, path, #"{"network":{"router:external":false}}"#).json["network"]
        #expect(inside?["is_default"] == nil)
        let now = try await network.send(.PUT, "/v2.0/networks/" + second, #"{"network":{"is_default":true}}"#)
        #expect(now.json["network"]?["is_default"] == true)
        let member = try await network.send(
            .POST, "/v2.0/networks", #"{"network":{"is_default":true}}"#, roles: ["member", "reader"])
        #expect(member.status == 403)
    }

    @Test("The documents of networks that an earlier version made get the attributes that came since")
    func earlierVersions() async throws {
        let network = try await LiveNetwork()
        let made = try await network.post("/v2.0/networks", ["network": ["router:external": true]])["network"]
        let id = made?["id"]?.stringValue ?? ""
        try await network.store.write { transaction in
            var record = try #require(try network.service.tables.networks.record(id, in: transaction))
            for key in ["is_default", "ipv4_address_scope", "ipv6_address_scope"] { record.removeValue(forKey: key) }
            try network.service.tables.networks.update(record, in: transaction)
            try transaction.execute("DELETE FROM network_document_steps")
        }
        try await network.service.prepare()
        let shown = try await network.send(.GET, "/v2.0/networks/" + id).json["network"]
        #expect(shown?["is_default"] == false)
        #expect(shown?["ipv4_address_scope"] == .null)
        #expect(shown?["ipv6_address_scope"] == .null)
        #expect(shown?["revision_number"] == 1)
    }
}
