import HTTPApplication
import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

@Suite("Security groups")
struct SecurityGroupTests {
    private let member = ["member", "reader"]

    private func send(
        _ network: LiveNetwork, _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, project: String = "p1"
    ) async throws -> LiveNetwork.Answer {
        try await network.send(method, path, body?.description, project: project, roles: member)
    }

    private func type(_ answer: LiveNetwork.Answer) -> String? { answer.json["NeutronError"]?["type"]?.stringValue }

    private func makeGroup(_ network: LiveNetwork, _ attributes: JSONObject) async throws -> String {
        let made = try await send(network, .POST, "/v2.0/security-groups", ["security_group": .object(attributes)])
        return try #require(made.json["security_group"]?["id"]?.stringValue, "\(made)")
    }

    @Test("Each project has a group of its own as soon as it looks, and one only, however many look at once")
    func defaults() async throws {
        let network = try await LiveNetwork()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let listed = try await send(network, .GET, "/v2.0/security-groups")
                    #expect(listed.json["security_groups"]?.arrayValue?.count == 1)
                }
            }
            try await group.waitForAll()
        }
        let own = try await send(network, .GET, "/v2.0/security-groups").json["security_groups"]?[0]
        #expect(own?["name"] == "default")
        let rules = own?["security_group_rules"]?.arrayValue ?? []
        #expect(rules.map { $0["direction"] } == ["egress", "egress", "ingress", "ingress"])
        #expect(rules.map { $0["remote_group_id"] } == [.null, .null, own?["id"], own?["id"]])
        let listed = try await send(network, .GET, "/v2.0/security-group-rules").json["security_group_rules"]?.arrayValue ?? []
        #expect(listed.count == 4)
        #expect(listed.allSatisfy { $0["belongs_to_default_sg"] == true })
        let path = "/v2.0/security-groups/" + (own?["id"]?.stringValue ?? "")
        #expect(type(try await send(network, .DELETE, path)) == "SecurityGroupCannotRemoveDefault")
        #expect(try await send(network, .GET, path, project: "p2").status == 404)
        #expect(try await network.send(.DELETE, path, roles: ["admin"]).status == 204)
        #expect(
            try await network.send(.GET, "/v2.0/security-group-rules?project_id=p2", roles: ["admin"]).json["security_group_rules"]?
                .arrayValue?.count == 4)
    }

    @Test("Rules that mean the same are refused, others are shown on their group, and go with it and with the group they are about")
    func rules() async throws {
        let network = try await LiveNetwork()
        let group = try await makeGroup(network, ["name": "g"])
        let other = try await makeGroup(network, ["name": "h"])
        func add(_ attributes: JSONObject) async throws -> LiveNetwork.Answer {
            var attributes = attributes
            attributes["security_group_id"] = .string(group)
            if attributes["direction"] == nil { attributes["direction"] = "ingress" }
            return try await send(network, .POST, "/v2.0/security-group-rules", ["security_group_rule": .object(attributes)])
        }
        func shown() async throws -> JSONValue? {
            try await send(network, .GET, "/v2.0/security-groups/" + group).json["security_group"]
        }
        let before = try await shown()?["revision_number"]?.integerValue ?? 0
        let made = try await add(["protocol": "TCP", "port_range_min": 22, "port_range_max": "22", "remote_ip_prefix": "10.0.0.5/24"])
        #expect(made.json["security_group_rule"]?["normalized_cidr"] == "10.0.0.0/24")
        #expect(made.json["security_group_rule"]?["protocol"] == "tcp")
        #expect(
            type(try await add(["protocol": 6, "port_range_min": 22, "port_range_max": 22, "remote_ip_prefix": "10.0.0.5/24"]))
                == "SecurityGroupRuleExists")
        #expect(try await add(["remote_group_id": .string(other)]).status == 201)
        #expect(try await add(["protocol": "icmp", "ethertype": "ipv6"]).json["security_group_rule"]?["protocol"] == "ipv6-icmp")
        #expect(type(try await add(["direction": "egress", "remote_ip_prefix": "0.0.0.0/0"])) == "SecurityGroupRuleExists")
        let rules = try await shown()?["security_group_rules"]?.arrayValue ?? []
        #expect(rules.count == 5)
        #expect(try await shown()?["revision_number"]?.integerValue ?? 0 == before + 3)
        #expect(try await send(network, .DELETE, "/v2.0/security-groups/" + other).status == 204)
        #expect(try await shown()?["security_group_rules"]?.arrayValue?.count == 4)
        let id = made.json["security_group_rule"]?["id"]?.stringValue ?? ""
        #expect(try await send(network, .GET, "/v2.0/security-group-rules/" + id, project: "p2").status == 404)
        #expect(try await send(network, .DELETE, "/v2.0/security-group-rules/" + id).status == 204)
        #expect(try await shown()?["security_group_rules"]?.arrayValue?.count == 3)
        #expect(
            try await send(network, .PUT, "/v2.0/security-group-rules/" + (rules[1]["id"]?.stringValue ?? ""), ["security_group_rule": [:]])
                .status == 405)
        #expect(try await send(network, .DELETE, "/v2.0/security-groups/" + group).status == 204)
        let left = try await send(network, .GET, "/v2.0/security-group-rules?security_group_id=" + group)
        #expect(left.json["security_group_rules"] == [])
    }

    @Test(
        "A rule that cannot be is refused under the name of the mistake",
        arguments: [
            (["protocol": "bogus"], "SecurityGroupRuleInvalidProtocol"), (["protocol": 256], "SecurityGroupRuleInvalidProtocol"),
            (["ethertype": "IPv5"], "SecurityGroupRuleInvalidEtherType"), (["ethertype": 4], "SecurityGroupRuleInvalidEtherType"),
            (["protocol": "tcp", "port_range_min": 22], "SecurityGroupInvalidPortRange"),
            (["protocol": "tcp", "port_range_min": 0, "port_range_max": 70000], "SecurityGroupInvalidPortValue"),
            (["protocol": "tcp", "port_range_min": 0, "port_range_max": 80], "SecurityGroupInvalidPortValue"),
            (["port_range_min": 1, "port_range_max": 2], "SecurityGroupProtocolRequiredWithPorts"),
            (["protocol": "icmp", "port_range_max": 1], "SecurityGroupMissingIcmpType"),
            (["protocol": "icmp", "port_range_min": 256], "SecurityGroupInvalidIcmpValue"),
            (["protocol": "vrrp", "port_range_min": 1, "port_range_max": 2], "SecurityGroupInvalidProtocolForPort"),
            (["protocol": "58"], "SecurityGroupEthertypeConflictWithProtocol"), (["remote_ip_prefix": "bad"], "InvalidCIDR"),
            (["remote_ip_prefix": "::/0"], "SecurityGroupRuleParameterConflict"),
            (["remote_ip_prefix": "10.0.0.0/8", "remote_group_id": "x"], "SecurityGroupMultipleRemoteEntites"),
        ] as [(JSONObject, String)])
    func mistakes(attributes: JSONObject, expected: String) throws {
        var item: JSONObject = ["direction": "ingress", "ethertype": "IPv4", "security_group_id": "g"]
        for member in attributes { item[member.key] = member.value }
        let error = #expect(throws: (any Error).self) { try SecurityGroupRuleValues(item) }
        #expect((error as? any Fault)?.type == expected)
    }

    @Test("A port has its project's group unless it says otherwise, and a group with ports is neither deleted nor changed")
    func ports() async throws {
        let network = try await LiveNetwork()
        let id = try await send(network, .POST, "/v2.0/networks", ["network": [:]]).json["network"]?["id"] ?? .null
        let group = try await makeGroup(network, ["name": "g"])
        func make(_ attributes: JSONObject) async throws -> LiveNetwork.Answer {
            var attributes = attributes
            attributes["network_id"] = id
            return try await send(network, .POST, "/v2.0/ports", ["port": .object(attributes)])
        }
        let own = try await send(network, .GET, "/v2.0/security-groups?name=default").json["security_groups"]?[0]?["id"] ?? .null
        let plain = try await make([:]).json["port"]
        #expect(plain?["security_groups"] == [own])
        #expect(try await make(["security_groups": []]).json["port"]?["security_groups"] == [])
        #expect(try await make(["port_security_enabled": false]).json["port"]?["security_groups"] == [])
        #expect(try await make(["device_owner": "network:dhcp"]).json["port"]?["security_groups"] == [])
        let path = "/v2.0/ports/" + (plain?["id"]?.stringValue ?? "")
        func change(_ attributes: JSONObject) async throws -> LiveNetwork.Answer {
            try await send(network, .PUT, path, ["port": .object(attributes)])
        }
        #expect(type(try await change(["port_security_enabled": false])) == "PortSecurityPortHasSecurityGroup")
        #expect(try await change(["security_groups": [.string(group)]]).json["port"]?["security_groups"] == [.string(group)])
        #expect(try await send(network, .GET, "/v2.0/ports?fields=id&security_groups=" + group).json["ports"]?.arrayValue?.count == 1)
        #expect(type(try await send(network, .DELETE, "/v2.0/security-groups/" + group)) == "SecurityGroupInUse")
        let stateless = try await makeGroup(network, ["name": "s", "stateful": false])
        #expect(type(try await change(["security_groups": [.string(group), .string(stateless)]])) == "SecurityGroupConflict")
        let changed = try await send(network, .PUT, "/v2.0/security-groups/" + group, ["security_group": ["stateful": false]])
        #expect(type(changed) == "SecurityGroupInUse")
        #expect(try await change(["port_security_enabled": false, "security_groups": []]).status == 200)
        #expect(try await change(["port_security_enabled": true]).json["port"]?["security_groups"] == [own])
        #expect(try await send(network, .DELETE, "/v2.0/security-groups/" + group).status == 204)
    }
}
