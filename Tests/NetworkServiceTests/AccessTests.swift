import FoundationEssentials
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Policy
import Testing

@testable import NetworkService

@Suite("Rules of access to networks")
struct AccessTests {
    /// A service whose file of rules is `rules`.
    private func withRules(_ rules: String, _ body: (LiveNetwork) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "policy-" + UUIDText.make() + ".yaml")
        try Data(rules.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let network = try await LiveNetwork(config: LiveNetwork.ml2 + "\n[oslo_policy]\npolicy_file = \(file.path)\n")
        try network.service.enforcer.load()
        try await body(network)
    }

    private func make(_ network: LiveNetwork, _ body: JSONObject, project: String) async throws -> String {
        var body = body
        body["project_id"] = .string(project)
        let answer = try await network.post("/v2.0/networks", ["network": .object(body)])
        return try #require(answer["network"]?["id"]?.stringValue, "\(answer)")
    }

    private func names(_ network: LiveNetwork, _ project: String, _ roles: [String], _ path: String = "/v2.0/networks") async throws
        -> [String]
    {
        let answer = try await network.send(.GET, path, project: project, roles: roles)
        #expect(answer.status == 200)
        return (answer.json["networks"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }.sorted()
    }

    @Test("A rule of the operator changes what lists have and what is found, in the database where that can say it")
    func lists() async throws {
        let fallbacks = [
            "rule:owner", "'p1-x':%(project_id)s-x", "field:networks:name=~^own and rule:owner", "field:networks:name=~o.n and rule:owner",
        ]
        for rule in fallbacks {
            try await withRules("get_network: \"\(rule)\"") { network in
                let own = try await make(network, ["name": "own"], project: "p1")
                let shared = try await make(network, ["name": "shared", "shared": true], project: "p2")
                #expect(try await names(network, "p1", ["member"]) == ["own"], "\(rule)")
                #expect(try await names(network, "p1", ["admin"]) == ["own"], "\(rule)")
                #expect(try await names(network, "p1", ["member"], "/v2.0/networks?fields=name&limit=5") == ["own"], "\(rule)")
                #expect(try await network.send(.GET, "/v2.0/networks/\(own)", project: "p1", roles: ["member"]).status == 200)
                let hidden = try await network.send(.GET, "/v2.0/networks/\(shared)", project: "p1", roles: ["member"])
                #expect(hidden.status == 404, "\(rule)")
                // What is not seen is not there to be changed.
                #expect(try await network.send(.DELETE, "/v2.0/networks/\(shared)", project: "p1", roles: ["member"]).status == 404)
            }
        }
    }

    @Test("The defaults: owners and readers see their own and what is shared, others nothing")
    func defaults() async throws {
        let network = try await LiveNetwork()
        _ = try await make(network, ["name": "own"], project: "p1")
        let shared = try await make(network, ["name": "shared", "shared": true], project: "p2")
        _ = try await make(network, ["name": "other"], project: "p2")
        #expect(try await names(network, "p1", ["reader"]) == ["own", "shared"])
        #expect(try await names(network, "p1", ["none"]) == ["shared"])
        #expect(try await names(network, "p1", ["admin"]) == ["other", "own", "shared"])
        #expect(try await names(network, "p1", ["service"]) == ["other", "own", "shared"])
        let refused = try await network.send(.DELETE, "/v2.0/networks/\(shared)", project: "p1", roles: ["member"])
        #expect(refused.status == 403)
        #expect(refused.json["NeutronError"]?["type"] == "PolicyNotAuthorized")
        let reader = try await network.send(.POST, "/v2.0/networks", #"{"network":{"name":"x"}}"#, project: "p1", roles: ["reader"])
        #expect(reader.status == 403)
    }

    @Test("Attributes are shown and taken as the rules about them say")
    func attributes() async throws {
        let rules = """
            get_network:mtu: role:auditor
            get_network:provider:network_type: rule:owner or rule:admin_only
            create_network:shared: role:sharer
            get_network:name: field:networks:shared=True
            """
        try await withRules(rules) { network in
            let own = try await make(network, ["name": "own"], project: "p1")
            let shared = try await make(network, ["name": "seen", "shared": true], project: "p2")
            func shown(_ id: String, _ roles: [String]) async throws -> JSONObject {
                let path = "/v2.0/networks/\(id)"
                let one = try await network.send(.GET, path, project: "p1", roles: roles).json["network"]?.objectValue
                let list = try await network.send(.GET, "/v2.0/networks?id=\(id)", project: "p1", roles: roles).json["networks"]?[0]
                #expect(list?.objectValue == one)
                return try #require(one)
            }
            #expect(try await shown(own, ["member", "reader"])["mtu"] == nil)
            #expect(try await shown(own, ["admin"])["mtu"] == nil)
            #expect(try await shown(own, ["member", "reader", "auditor"])["mtu"] == 1450)
            #expect(try await shown(own, ["member", "reader"])["provider:network_type"] == "vxlan")
            #expect(try await shown(shared, ["member", "reader"])["provider:network_type"] == nil)
            #expect(try await shown(own, ["member", "reader"])["provider:segmentation_id"] == nil)
            #expect(try await shown(own, ["member", "reader"])["name"] == nil)
            #expect(try await shown(shared, ["member", "reader"])["name"] == "seen")
            let body = #"{"network":{"name":"x","shared":true}}"#
            #expect(try await network.send(.POST, "/v2.0/networks", body, project: "p1", roles: ["member"]).status == 403)
            #expect(try await network.send(.POST, "/v2.0/networks", body, project: "p1", roles: ["admin"]).status == 403)
            #expect(try await network.send(.POST, "/v2.0/networks", body, project: "p1", roles: ["member", "sharer"]).status == 201)
        }
    }

    @Test("Who is an administrator is a rule too")
    func administrators() async throws {
        try await withRules("context_is_admin: role:cloud_admin") { network in
            _ = try await make(network, ["name": "other"], project: "p2")
            #expect(try await names(network, "p1", ["cloud_admin"]) == ["other"])
            #expect(try await names(network, "p1", ["member"]) == [])
        }
    }

    @Test("Rules of a port are about its network too, in lists and one by one")
    func ports() async throws {
        try await withRules("get_port: rule:network_owner or field:networks:shared=True") { network in
            let id = try await make(network, ["name": "n"], project: "p1")
            let made = try await network.post("/v2.0/ports", ["port": ["network_id": .string(id), "project_id": "p2"]])
            let port = try #require(made["port"]?["id"]?.stringValue)
            func count(_ project: String) async throws -> Int {
                let list = try await network.send(.GET, "/v2.0/ports", project: project, roles: ["member"])
                let one = try await network.send(.GET, "/v2.0/ports/\(port)", project: project, roles: ["member"])
                #expect((one.status == 200) == (list.json["ports"]?.arrayValue?.count == 1))
                return list.json["ports"]?.arrayValue?.count ?? -1
            }
            #expect(try await count("p1") == 1)
            #expect(try await count("p2") == 0)
            _ = try await network.send(.PUT, "/v2.0/networks/\(id)", #"{"network":{"shared":true}}"#)
            #expect(try await count("p2") == 1)
        }
    }
}
