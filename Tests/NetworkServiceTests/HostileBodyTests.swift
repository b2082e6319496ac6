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

    @Test(
        "No value of any attribute makes a server's error, created or changed",
        arguments: ["networks", "subnets", "ports"])
    func values(collection: String) async throws {
        let network = try await LiveNetwork()
        let id = try await network.makeNetwork(cidr: "10.0.0.0/16")
        let definition = try #require(network.service.definitions.first { $0.collection == collection })
        var base: JSONObject = [:]
        if collection != "networks" { base["network_id"] = .string(id) }
        if collection == "subnets" {
            base["ip_version"] = 6
            base["cidr"] = "2001:db8::/64"
        }
        let made = try await network.post("/v2.0/" + collection, .object([definition.name: .object(base)]))
        let item = "/v2.0/\(collection)/" + (made[definition.name]?["id"]?.stringValue ?? "")
        for attribute in definition.attributes {
            for text in Self.values {
                guard let value = try? JSONValue(parsing: text) else { continue }
                var body = base
                body[attribute.name] = value
                let created = try await network.send(
                    .POST, "/v2.0/" + collection, JSONValue.object([definition.name: .object(body)]).description)
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
