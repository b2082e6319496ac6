import APIResources
import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

struct HostileBodyTests {
    private static let values: [String] = [
        "null", "true", "0", "-1", "1e308", "99999999999999999999", "\"\"", "\"x\"", "[]", "[null]", "[[]]", "[{}]", "{}", "{\"a\":{}}",
        "\"\\u0000\"", "[1,\"a\",{}]", "\"10.0.0.0/33\"", "\"::/0\"", "[{\"start\":\"::1\",\"end\":\"10.0.0.1\"}]",
        "[{\"ip_address\":\"::\"}]", "[{\"subnet_id\":null}]", "[{\"opt_name\":1}]",
    ]

    /// What a resource needs to be made at all.
    private func base(_ collection: String, _ network: LiveNetwork) async throws -> JSONObject {
        let id = JSONValue.string(try await network.makeNetwork(cidr: "10.0.0.0/16"))
        func post(_ path: String, _ name: String, _ attributes: JSONObject) async throws -> JSONValue {
            try #require(try await network.post("/v2.0/" + path, [name: .object(attributes)])[name]?["id"])
        }
        switch collection {
        case "subnets": return ["network_id": id, "ip_version": 6, "cidr": "2001:db8::/64"]
        case "ports": return ["network_id": id]
        case "subnetpools": return ["name": "p", "prefixes": ["10.0.0.0/8"]]
        case "address_scopes": return ["ip_version": 4]
        case "security_group_rules":
            return ["security_group_id": try await post("security-groups", "security_group", [:]), "direction": "ingress"]
        case "floatingips":
            let outside = try await post("networks", "network", ["router:external": true])
            _ = try await post("subnets", "subnet", ["network_id": outside, "ip_version": 4, "cidr": "172.16.0.0/16"])
            return ["floating_network_id": outside]
        case "metering_label_rules":
            let label = try await post("metering/metering-labels", "metering_label", [:])
            return ["metering_label_id": label, "direction": "ingress", "remote_ip_prefix": "10.0.0.0/8"]
        default: return [:]
        }
    }

    @Test(
        "No value of any attribute makes a server's error, created or changed",
        arguments: [
            "networks", "subnets", "ports", "subnetpools", "address_scopes", "security_groups", "security_group_rules", "routers",
            "floatingips", "metering_labels", "metering_label_rules",
        ])
    func values(collection: String) async throws {
        let network = try await LiveNetwork()
        let definition = try #require(network.service.definitions.first { $0.collection == collection })
        let base = try await base(collection, network)
        let path = "/v2.0" + definition.path
        let made = try await network.post(path, .object([definition.name: .object(base)]))
        let item = path + "/" + (made[definition.name]?["id"]?.stringValue ?? "")
        for attribute in definition.attributes {
            for text in Self.values {
                guard let value = try? JSONValue(parsing: text) else { continue }
                var body = base
                body[attribute.name] = value
                let created = try await network.send(
                    .POST, path, JSONValue.object([definition.name: .object(body)]).description)
                #expect(created.status < 500 || created.status == 503, "POST \(attribute.name) \(text): \(created.text)")
                let change = JSONValue.object([definition.name: .object(JSONObject([(attribute.name, value)]))]).description
                let changed = try await network.send(.PUT, item, change)
                #expect(changed.status < 500 || changed.status == 503, "PUT \(attribute.name) \(text): \(changed.text)")
            }
        }
        let shown = try await network.send(.GET, item)
        #expect(shown.status == 200)
    }
}
