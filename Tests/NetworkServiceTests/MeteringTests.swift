import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

@Suite("Metering")
struct MeteringTests {
    @Test("A label's rules count different traffic, and go with it")
    func rules() async throws {
        let network = try await LiveNetwork()
        func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, _ roles: [String] = ["manager", "member", "reader"])
            async throws -> LiveNetwork.Answer
        {
            try await network.send(method, "/v2.0/metering/" + path, body?.description, roles: roles)
        }
        let body: JSONValue = ["metering_label": ["name": "m"]]
        #expect(try await send(.POST, "metering-labels", body, ["member", "reader"]).status == 403)
        let label = try await send(.POST, "metering-labels", body).json["metering_label"]
        #expect(label?["shared"] == false)
        let id = label?["id"] ?? .null
        func add(_ attributes: JSONObject) async throws -> LiveNetwork.Answer {
            var attributes = attributes
            attributes["metering_label_id"] = id
            attributes["direction"] = "ingress"
            return try await send(.POST, "metering-label-rules", ["metering_label_rule": .object(attributes)])
        }
        let rule = try await add(["remote_ip_prefix": "10.0.1.0/24"])
        #expect(rule.json["metering_label_rule"]?["excluded"] == false)
        let refused = try await add(["remote_ip_prefix": "10.0.0.0/16"])
        #expect(refused.json["NeutronError"]?["type"] == "MeteringLabelRuleOverlaps")
        #expect(try await add([:]).status == 400)
        #expect(try await add(["remote_ip_prefix": "11.0.0.0/16", "source_ip_prefix": "12.0.0.0/16"]).status == 400)
        #expect(try await add(["source_ip_prefix": "10.0.0.0/16"]).status == 201)
        #expect(try await send(.GET, "metering-label-rules?excluded=false").json["metering_label_rules"]?.arrayValue?.count == 2)
        #expect(try await send(.DELETE, "metering-labels/" + (id.stringValue ?? "")).status == 204)
        #expect(try await send(.GET, "metering-label-rules").json["metering_label_rules"] == [])
        let missing = try await send(.GET, "metering-labels/" + (id.stringValue ?? ""))
        #expect(missing.json["NeutronError"]?["type"] == "MeteringLabelNotFound")
    }
}
