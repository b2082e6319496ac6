import HTTPApplication
import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

@Suite("Routers and floating IPs")
struct RouterTests {
    /// An external network, a router with a gateway to it, and a network of a project.
    private struct Site {
        let network: LiveNetwork
        let outside: JSONValue
        let router: String
        let inside: JSONValue
        let subnet: JSONValue

        init() async throws {
            let network = try await LiveNetwork()
            func post(_ path: String, _ name: String, _ attributes: JSONObject) async throws -> JSONValue {
                var attributes = attributes
                if attributes["project_id"] == nil { attributes["project_id"] = "p1" }
                let made = try await network.post("/v2.0/" + path, [name: .object(attributes)])
                return try #require(made[name]?["id"], "\(made)")
            }
            let outside = try await post("networks", "network", ["router:external": true, "project_id": "admin"])
            _ = try await post(
                "subnets", "subnet", ["network_id": outside, "ip_version": 4, "cidr": "172.24.4.0/24", "project_id": "admin"])
            let inside = try await post("networks", "network", [:])
            let subnet = try await post("subnets", "subnet", ["network_id": inside, "ip_version": 4, "cidr": "10.0.0.0/24"])
            let router = try await post("routers", "router", ["external_gateway_info": ["network_id": outside]])
            (self.network, self.outside, self.inside, self.subnet) = (network, outside, inside, subnet)
            self.router = router.stringValue ?? ""
        }

        func send(
            _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, project: String = "p1", roles: [String] = ["member", "reader"]
        ) async throws -> LiveNetwork.Answer {
            try await network.send(method, "/v2.0/" + path, body?.description, project: project, roles: roles)
        }

        func add(_ body: JSONValue) async throws -> LiveNetwork.Answer {
            try await send(.PUT, "routers/\(router)/add_router_interface", body)
        }

        func ports(_ query: String) async throws -> [JSONValue] {
            try await network.send(.GET, "/v2.0/ports?" + query).json["ports"]?.arrayValue ?? []
        }
    }

    private func type(_ answer: LiveNetwork.Answer) -> String? { answer.json["NeutronError"]?["type"]?.stringValue }

    @Test("A router takes the gateway address of a subnet, keeps it while something needs it, and gives it back")
    func interfaces() async throws {
        let site = try await Site()
        let added = try await site.add(["subnet_id": site.subnet])
        #expect(added.json["subnet_ids"] == [site.subnet])
        let port = try await site.ports("device_id=\(site.router)&device_owner=network:router_interface").first
        #expect(port?["id"] == added.json["port_id"])
        #expect(port?["fixed_ips"] == [["subnet_id": site.subnet, "ip_address": "10.0.0.1"]])
        #expect(port?["project_id"] == "p1")
        #expect(type(try await site.add(["subnet_id": site.subnet])) == "BadRequest")
        #expect(type(try await site.add([:])) == "BadRequest")
        #expect(type(try await site.send(.DELETE, "ports/" + (port?["id"]?.stringValue ?? ""))) == "ServicePortInUse")
        #expect(type(try await site.send(.DELETE, "routers/" + site.router)) == "RouterInUse")
        func routes(_ hop: String) async throws -> LiveNetwork.Answer {
            try await site.send(
                .PUT, "routers/" + site.router, ["router": ["routes": [["destination": "20.0.0.0/24", "nexthop": .string(hop)]]]])
        }
        #expect(type(try await routes("99.0.0.9")) == "InvalidRoutes")
        #expect(type(try await routes("10.0.0.1")) == "InvalidRoutes")
        #expect(try await routes("10.0.0.9").status == 200)
        let path = "routers/\(site.router)/remove_router_interface"
        #expect(type(try await site.send(.PUT, path, ["subnet_id": site.subnet])) == "RouterInterfaceInUseByRoute")
        let extra: JSONValue = ["router": ["routes": [["destination": "20.0.0.0/24", "nexthop": "10.0.0.9"]]]]
        #expect(try await site.send(.PUT, "routers/\(site.router)/remove_extraroutes", extra).json["router"]?["routes"] == [])
        #expect(try await site.send(.PUT, path, ["subnet_id": site.subnet]).status == 200)
        #expect(type(try await site.send(.PUT, path, ["subnet_id": site.subnet])) == "RouterInterfaceNotFoundForSubnet")
        #expect(try await site.ports("device_owner=network:router_interface").isEmpty)
        #expect(try await site.send(.DELETE, "routers/" + site.router).status == 204)
        #expect(try await site.ports("device_owner=network:router_gateway").isEmpty)
    }

    @Test("The IPv6 subnets of a network share a port of the router, an IPv4 one has its own, and overlapping ones are refused")
    func families() async throws {
        let site = try await Site()
        func subnet(_ version: Int, _ cidr: String, on network: JSONValue) async throws -> JSONValue {
            let body: JSONValue = [
                "subnet": ["network_id": network, "ip_version": .integer(version), "cidr": .string(cidr), "project_id": "p1"]
            ]
            return try #require(try await site.network.post("/v2.0/subnets", body)["subnet"]?["id"])
        }
        let one = try await subnet(6, "fd00:1::/64", on: site.inside)
        let two = try await subnet(6, "fd00:2::/64", on: site.inside)
        let first = try await site.add(["subnet_id": site.subnet]).json["port_id"]
        let second = try await site.add(["subnet_id": one]).json["port_id"]
        #expect(first != second)
        #expect(try await site.add(["subnet_id": two]).json["port_id"] == second)
        let other = try await site.send(.POST, "networks", ["network": [:]]).json["network"]?["id"] ?? .null
        let overlapping = try await subnet(4, "10.0.0.128/25", on: other)
        #expect(type(try await site.add(["subnet_id": overlapping])) == "BadRequest")
        _ = try await site.send(.PUT, "routers/\(site.router)/remove_router_interface", ["subnet_id": one])
        let left = try await site.ports("device_id=\(site.router)&device_owner=network:router_interface")
        #expect(left.first { $0["id"] == second }?["fixed_ips"]?.arrayValue?.map { $0["subnet_id"] } == [two])
    }

    @Test("Administrators make a router distributed while it is down, and its ports follow")
    func distributed() async throws {
        let site = try await Site()
        _ = try await site.add(["subnet_id": site.subnet])
        let path = "routers/" + site.router
        func change(_ attributes: JSONObject, _ roles: [String] = ["admin"]) async throws -> LiveNetwork.Answer {
            try await site.send(.PUT, path, ["router": .object(attributes)], roles: roles)
        }
        #expect(try await site.send(.GET, path).json["router"]?["distributed"] == nil)
        #expect(try await site.send(.GET, path, roles: ["admin"]).json["router"]?["distributed"] == false)
        #expect(try await change(["distributed": true], ["member", "reader"]).status == 403)
        #expect(try await change(["distributed": true]).status == 400)
        #expect(try await change(["admin_state_up": false]).status == 200)
        #expect(try await change(["distributed": true]).json["router"]?["distributed"] == true)
        #expect(try await site.ports("device_owner=network:router_interface").isEmpty)
        #expect(try await site.ports("device_owner=network:router_interface_distributed").count == 1)
        let removed = try await site.send(.PUT, path + "/remove_router_interface", ["subnet_id": site.subnet])
        #expect(removed.status == 200)
    }

    @Test("The kinds of routers are listed with the providers of the configuration, to whoever may read")
    func providers() async throws {
        let config = LiveNetwork.ml2 + "\n[service_providers]\nservice_provider = VPN:one:a.b.C:default\nservice_provider = broken\n"
        let network = try await LiveNetwork(config: config)
        let listed = try await network.send(.GET, "/v2.0/service-providers", roles: ["reader"]).json["service_providers"]?.arrayValue ?? []
        #expect(listed.map { $0["name"] } == ["one", "dvr", "single_node"])
        #expect(listed.first == ["service_type": "VPN", "name": "one", "default": true])
        #expect(try await network.send(.GET, "/v2.0/service-providers", roles: ["none"]).status == 403)
    }

    @Test("A gateway has an address of the external network, which administrators choose, and is kept while floating IPs need it")
    func gateways() async throws {
        let site = try await Site()
        let path = "routers/" + site.router
        func set(_ info: JSONValue, _ roles: [String] = ["member", "reader"]) async throws -> LiveNetwork.Answer {
            try await site.send(.PUT, path, ["router": ["external_gateway_info": info]], roles: roles)
        }
        #expect(type(try await set(["network_id": site.inside])) == "BadRequest")
        #expect(type(try await set(["network_id": .string(UUIDText.make())])) == "NetworkNotFound")
        #expect(try await set(["network_id": site.outside, "enable_snat": false]).status == 403)
        #expect(try await set(["foo": 1]).status == 400)
        let chosen = try await set(
            ["network_id": site.outside, "enable_snat": false, "external_fixed_ips": [["ip_address": "172.24.4.77"]]], ["admin"])
        let info = chosen.json["router"]?["external_gateway_info"]
        #expect(info?["enable_snat"] == false)
        #expect(info?["external_fixed_ips"]?[0]?["ip_address"] == "172.24.4.77")
        #expect(try await site.ports("device_owner=network:router_gateway").count == 1)
        _ = try await site.add(["subnet_id": site.subnet])
        let port = try await site.send(.POST, "ports", ["port": ["network_id": site.inside]]).json["port"]?["id"] ?? .null
        let made = try await site.send(.POST, "floatingips", ["floatingip": ["floating_network_id": site.outside, "port_id": port]])
        #expect(made.status == 201)
        #expect(type(try await set(.null)) == "RouterExternalGatewayInUseByFloatingIp")
        let removal = try await site.send(.PUT, path + "/remove_router_interface", ["subnet_id": site.subnet])
        #expect(type(removal) == "RouterInterfaceInUseByFloatingIP")
        let id = made.json["floatingip"]?["id"]?.stringValue ?? ""
        #expect(try await site.send(.DELETE, "floatingips/" + id).status == 204)
        #expect(try await site.ports("device_owner=network:floatingip").isEmpty)
        #expect(try await set(.null).json["router"]?["external_gateway_info"] == .null)
        #expect(try await site.send(.DELETE, "networks/" + (site.outside.stringValue ?? ""), roles: ["admin"]).status == 204)
    }

    @Test("A floating IP leads to one address of a port that a router reaches, and to nothing when the port is gone")
    func floatingIPs() async throws {
        let site = try await Site()
        func make(_ attributes: JSONObject, roles: [String] = ["member", "reader"]) async throws -> LiveNetwork.Answer {
            var attributes = attributes
            if attributes["floating_network_id"] == nil { attributes["floating_network_id"] = site.outside }
            return try await site.send(.POST, "floatingips", ["floatingip": .object(attributes)], roles: roles)
        }
        let port = try await site.send(.POST, "ports", ["port": ["network_id": site.inside]]).json["port"]
        let id = port?["id"] ?? .null
        #expect(type(try await make(["port_id": id])) == "ExternalGatewayForFloatingIPNotFound")
        #expect(try await site.ports("device_owner=network:floatingip").isEmpty)
        _ = try await site.add(["subnet_id": site.subnet])
        #expect(type(try await make(["floating_network_id": site.inside])) == "BadRequest")
        #expect(type(try await make(["fixed_ip_address": "10.0.0.5"])) == "BadRequest")
        #expect(try await make(["floating_ip_address": "172.24.4.99"]).status == 403)
        let chosen = try await make(["floating_ip_address": "172.24.4.99", "project_id": "p1"], roles: ["admin"])
        #expect(chosen.json["floatingip"]?["floating_ip_address"] == "172.24.4.99")
        let path = "floatingips/" + (chosen.json["floatingip"]?["id"]?.stringValue ?? "")
        #expect(type(try await make(["floating_ip_address": "172.24.4.99"], roles: ["admin"])) == "IpAddressAlreadyAllocated")
        let led = try await site.send(.PUT, path, ["floatingip": ["port_id": id]]).json["floatingip"]
        #expect(led?["router_id"] == .string(site.router))
        #expect(led?["fixed_ip_address"] == port?["fixed_ips"]?[0]?["ip_address"])
        #expect(type(try await make(["port_id": id])) == "FloatingIPPortAlreadyAssociated")
        #expect(try await site.send(.GET, path, project: "p2").status == 404)
        #expect(try await site.send(.DELETE, "ports/" + (id.stringValue ?? "")).status == 204)
        let idle = try await site.send(.GET, path).json["floatingip"]
        #expect(idle?["port_id"] == .null && idle?["router_id"] == .null && idle?["fixed_ip_address"] == .null)
        #expect(try await site.send(.POST, "floatingips", ["floatingips": [["floating_network_id": site.outside]]]).status == 400)
    }
}
