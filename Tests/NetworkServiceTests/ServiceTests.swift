import APIResources
import Extensions
import JSONCodec
import Messaging
import NIOHTTP1
import Testing

@testable import NetworkService

struct ServiceTests {
    @Test("Without authentication a network needs no project, and local is its type when nothing is configured")
    func unauthenticated() async throws {
        let network = try await LiveNetwork(config: "")
        let answer = try await network.send(.POST, "/v2.0/networks", #"{"network":{"name":"x"}}"#)
        #expect(answer.status == 201)
        var made = answer.json["network"]?.objectValue
        #expect(made?.removeValue(forKey: "is_default") == false)
        #expect(made?["project_id"] == "")
        #expect(made?["tenant_id"] == "")
        #expect(made?["provider:network_type"] == "local")
        #expect(made?["mtu"] == 1500)
        let id = made?["id"]?.stringValue ?? ""
        let shown = try await network.send(.GET, "/v2.0/networks/" + id)
        #expect(shown.json["network"]?.objectValue == made)
        #expect(try await network.send(.DELETE, "/v2.0/networks/" + id).status == 204)
        #expect(try await network.send(.GET, "/v2.0/networks/" + id).status == 404)
    }

    @Test("The extensions that are listed are those whose attributes the resources have, and no requirement is missing")
    func extensions() async throws {
        let network = try await LiveNetwork()
        let listed = try await network.send(.GET, "/v2.0/extensions").json["extensions"]?.arrayValue ?? []
        let aliases = Set(listed.compactMap { $0["alias"]?.stringValue })
        #expect(aliases.count == NetworkExtensions.all.count)
        for definition in network.service.definitions {
            for attribute in definition.attributes {
                if let alias = attribute.extensionAlias { #expect(aliases.contains(alias)) }
            }
        }
        for alias in aliases {
            let shown = try await network.send(.GET, "/v2.0/extensions/" + alias)
            #expect(shown.json["extension"]?["alias"] == .string(alias))
        }
    }

    @Test("Several networks are made together or not at all")
    func bulk() async throws {
        let network = try await LiveNetwork()
        let id = try await network.makeNetwork(cidr: "10.0.0.0/24")
        let body: JSONValue = [
            "ports": [
                ["port": ["network_id": .string(id), "fixed_ips": [["ip_address": "10.0.0.9"]]]],
                ["network_id": .string(id), "fixed_ips": [["ip_address": "10.0.0.9"]]],
            ]
        ]
        let refused = try await network.send(.POST, "/v2.0/ports", body.description)
        #expect(refused.status == 409)
        #expect(try await network.send(.GET, "/v2.0/ports").json["ports"] == [])
        let pair: JSONValue = ["ports": [["network_id": .string(id), "tags": ["b", "a"]], ["network_id": .string(id)]]]
        let made = try await network.send(.POST, "/v2.0/ports", pair.description)
        #expect(made.status == 201)
        #expect(made.json["ports"]?[0]?["tags"] == ["a", "b"])
        let tagged = try await network.send(.GET, "/v2.0/ports?tags=a,b&fields=id")
        #expect(tagged.json["ports"]?.arrayValue?.count == 1)
    }

    @Test("A network shows its subnets, and a subnet whose ports make their addresses gives them to those that are there")
    func automaticAddresses() async throws {
        let network = try await LiveNetwork()
        let id = try await network.makeNetwork(cidr: "10.0.0.0/24")
        let port = try await network.post("/v2.0/ports", ["port": ["network_id": .string(id), "mac_address": "fa:16:3e:00:00:01"]])
        let portID = port["port"]?["id"]?.stringValue ?? ""
        let subnet = try await network.post(
            "/v2.0/subnets",
            [
                "subnet": [
                    "network_id": .string(id), "ip_version": 6, "cidr": "2001:db8::/64", "ipv6_ra_mode": "slaac",
                    "ipv6_address_mode": "slaac",
                ]
            ])
        let subnetID = subnet["subnet"]?["id"] ?? .null
        let shown = try await network.send(.GET, "/v2.0/networks/" + id).json["network"]
        #expect(shown?["subnets"]?.arrayValue?.count == 2)
        let adopted = try await network.send(.GET, "/v2.0/ports/" + portID).json["port"]
        #expect(adopted?["fixed_ips"]?[1] == ["subnet_id": subnetID, "ip_address": "2001:db8::f816:3eff:fe00:1"])
        let regenerated = try await network.send(.PUT, "/v2.0/ports/" + portID, #"{"port":{"mac_address":null}}"#).json["port"]
        #expect(regenerated?["mac_address"] != "fa:16:3e:00:00:01")
        #expect(regenerated?["fixed_ips"]?[0] == adopted?["fixed_ips"]?[0])
        #expect(regenerated?["fixed_ips"]?[1] != adopted?["fixed_ips"]?[1])
        #expect(try await network.send(.DELETE, "/v2.0/subnets/" + (subnetID.stringValue ?? "")).status == 204)
        let left = try await network.send(.GET, "/v2.0/ports/" + portID).json["port"]
        #expect(left?["fixed_ips"]?.arrayValue?.count == 1)
    }

    @Test("A network of several segments shows them instead of provider attributes, and two networks never share one")
    func segments() async throws {
        let network = try await LiveNetwork()
        let body: JSONValue = [
            "network": [
                "segments": [
                    ["provider:network_type": "vxlan", "provider:segmentation_id": 500],
                    ["provider:network_type": "vlan", "provider:physical_network": "physnet1", "provider:segmentation_id": 151],
                ]
            ]
        ]
        let made = try await network.post("/v2.0/networks", body)["network"]
        #expect(made?["segments"]?[1]?["provider:segmentation_id"] == 151)
        #expect(made?["provider:network_type"] == Optional.none)
        #expect(made?["mtu"] == 1450)
        let again = try await network.send(.POST, "/v2.0/networks", body.description)
        #expect(again.json["NeutronError"]?["type"] == "TunnelIdInUse")
        #expect(try await network.send(.DELETE, "/v2.0/networks/" + (made?["id"]?.stringValue ?? "")).status == 204)
        #expect(try await network.send(.POST, "/v2.0/networks", body.description).status == 201)
    }

    @Test("A project's quota refuses what is beyond it, and only that")
    func quotas() async throws {
        let network = try await LiveNetwork(config: "[quotas]\nquota_network = 2\n")
        let two = #"{"networks":[{"name":"a"},{"name":"b"}]}"#
        #expect(try await network.send(.POST, "/v2.0/networks", two, roles: ["member"]).status == 201)
        let refused = try await network.send(.POST, "/v2.0/networks", #"{"network":{}}"#, roles: ["member"])
        #expect(refused.status == 409)
        #expect(refused.json["NeutronError"]?["type"] == "OverQuota")
        #expect(try await network.send(.POST, "/v2.0/networks", two, project: "proj2", roles: ["member"]).status == 201)
        let details = try await network.send(.GET, "/v2.0/quotas/proj1/details", roles: ["member"])
        #expect(details.json["quota"]?["network"] == ["limit": 2, "used": 2, "reserved": 0])
    }

    @Test("Agents get what they need to plug a port in, by its id, its device or its hardware address")
    func deviceDetails() async throws {
        let network = try await LiveNetwork()
        let id = try await network.makeNetwork(cidr: "10.0.0.0/24")
        let port = try await network.post("/v2.0/ports", ["port": ["network_id": .string(id)]])["port"]
        let portID = port?["id"]?.stringValue ?? ""
        let worker = try #require(network.service.workers.first { $0.topic == "q-plugin" })
        let transport = LocalTransport()
        let target = Target(topic: worker.topic, server: "here")
        let server = RPCServer(id: "1", target: target, endpoints: worker.endpoints, transport: transport)
        try await server.start()
        for device in [portID, "tap" + portID.prefix(11), port?["mac_address"]?.stringValue ?? ""] {
            let client = RPCClient(transport, target: Target(topic: "q-plugin", version: RPCVersion(1, 9)), timeout: .seconds(60))
            let details = try await client.call("get_device_details", ["device": .string(device)], context: RPCContext())
            #expect(details["port_id"] == .string(portID))
            #expect(details["network_type"] == "vxlan")
            #expect(details["fixed_ips"] == port?["fixed_ips"])
        }
        let client = RPCClient(transport, target: Target(topic: "q-plugin", version: RPCVersion(1, 9)), timeout: .seconds(60))
        _ = try await client.call("update_device_up", ["device": .string(portID)], context: RPCContext())
        #expect(try await network.send(.GET, "/v2.0/ports/" + portID).json["port"]?["status"] == "ACTIVE")
        let down = try await client.call("update_device_down", ["device": "nope"], context: RPCContext())
        #expect(down == ["device": "nope", "exists": false])
        await server.stop(within: .seconds(5))
        transport.close()
    }
}
