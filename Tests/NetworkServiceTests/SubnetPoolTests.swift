import APIResources
import JSONCodec
import NIOHTTP1
import Persistence
import Testing

@testable import NetworkService

@Suite("Subnet pools")
struct SubnetPoolTests {
    private func makePool(_ network: LiveNetwork, _ attributes: JSONObject) async throws -> String {
        var body: JSONObject = ["name": "p"]
        for member in attributes { body[member.key] = member.value }
        let made = try await network.post("/v2.0/subnetpools", ["subnetpool": .object(body)])
        return try #require(made["subnetpool"]?["id"]?.stringValue, "\(made)")
    }

    private func makeNetwork(_ network: LiveNetwork) async throws -> JSONValue {
        try #require(try await network.post("/v2.0/networks", ["network": ["name": "n"]])["network"]?["id"])
    }

    private func makeSubnet(_ network: LiveNetwork, _ attributes: JSONObject, project: String = "proj1") async throws -> LiveNetwork.Answer
    {
        var body: JSONObject = ["ip_version": 4, "project_id": .string(project)]
        for member in attributes { body[member.key] = member.value }
        if body["network_id"] == nil { body["network_id"] = try await makeNetwork(network) }
        return try await network.send(.POST, "/v2.0/subnets", JSONValue.object(["subnet": .object(body)]).description)
    }

    private func type(_ answer: LiveNetwork.Answer) -> String? { answer.json["NeutronError"]?["type"]?.stringValue }

    /// The prefixes that nobody has, as the database keeps them.
    private func free(_ network: LiveNetwork, _ pool: String) throws -> [String] {
        try network.store.rows("SELECT prefix FROM subnetpool_free_prefixes WHERE pool_id=? ORDER BY place", [.text(pool)]) { $0.text(0) }
    }

    @Test("Subnets that are made at once get different prefixes until the pool is empty, and what they give back makes it whole again")
    func concurrent() async throws {
        let network = try await LiveNetwork()
        let pool = try await makePool(network, ["prefixes": ["10.0.0.0/25", "10.0.0.128/25"], "default_prefixlen": 28])
        let answers = try await withThrowingTaskGroup(of: LiveNetwork.Answer.self) { group in
            for _ in 0..<20 { group.addTask { try await makeSubnet(network, ["subnetpool_id": .string(pool)]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let made = answers.filter { $0.status == 201 }.compactMap { $0.json["subnet"] }
        #expect(made.count == 16)
        #expect(Set(made.compactMap { $0["cidr"]?.stringValue }) == Set((0..<16).map { "10.0.0.\($0 * 16)/28" }))
        for refused in answers where refused.status != 201 {
            #expect(refused.status == 500)
            #expect(type(refused) == "SubnetAllocationError")
        }
        #expect(try free(network, pool).isEmpty)
        #expect(type(try await network.send(.DELETE, "/v2.0/subnetpools/" + pool)) == "SubnetPoolDeleteError")
        // One half of them goes with their networks.
        for (index, subnet) in made.enumerated() {
            let path = index % 2 == 0 ? "/v2.0/subnets/" + subnet.text("id") : "/v2.0/networks/" + subnet.text("network_id")
            #expect(try await network.send(.DELETE, path).status == 204)
        }
        #expect(try free(network, pool) == ["10.0.0.0/24"])
        #expect(try await network.send(.DELETE, "/v2.0/subnetpools/" + pool).status == 204)
        #expect(try free(network, pool).isEmpty)
    }

    @Test("A prefix comes from the smallest free network that has room, and one that is asked for from where it is")
    func choice() async throws {
        let network = try await LiveNetwork()
        let pool = try await makePool(network, ["prefixes": ["10.10.0.0/15", "10.14.0.0/16"], "min_prefixlen": 16])
        func cidr(_ attributes: JSONObject) async throws -> String? {
            var attributes = attributes
            attributes["subnetpool_id"] = .string(pool)
            return try await makeSubnet(network, attributes).json["subnet"]?["cidr"]?.stringValue
        }
        #expect(try await cidr(["prefixlen": 28]) == "10.14.0.0/28")
        #expect(try await cidr(["prefixlen": 28]) == "10.14.0.16/28")
        #expect(try await cidr(["cidr": "10.11.7.9/24"]) == "10.11.7.0/24")
        #expect(try await cidr(["cidr": "10.11.7.128/25"]) == nil)
        #expect(try await cidr(["cidr": "10.12.0.0/24"]) == nil)
        // What is left beside a prefix that was asked for is the smallest free network now.
        #expect(try await cidr(["prefixlen": 24]) == "10.11.6.0/24")
        #expect(try await cidr(["prefixlen": 16]) == "10.10.0.0/16")
        let short = try await makeSubnet(network, ["subnetpool_id": .string(pool), "prefixlen": 15])
        #expect(type(short) == "MinPrefixSubnetAllocationError")
    }

    @Test("An IPv6 pool gives prefixes whose gateway is the first address after the network's own")
    func versionSix() async throws {
        let network = try await LiveNetwork()
        let pool = try await makePool(network, ["prefixes": ["fd00::/48"], "is_default": true, "shared": true])
        let made = try await makeSubnet(network, ["ip_version": 6, "use_default_subnetpool": true]).json["subnet"]
        #expect(made?["cidr"] == "fd00::/64")
        #expect(made?["gateway_ip"] == "fd00::1")
        #expect(made?["subnetpool_id"] == .string(pool))
        #expect(made?["use_default_subnetpool"] == nil)
        #expect(try await makeSubnet(network, ["use_default_subnetpool": true]).status == 400)
    }

    @Test("Each project has what the pool's quota allows, whatever others have")
    func quota() async throws {
        let network = try await LiveNetwork()
        let pool = try await makePool(network, ["prefixes": ["10.0.0.0/16"], "default_quota": 64, "default_prefixlen": 27])
        for project in ["a", "b"] {
            for expected in [201, 201, 409] {
                let answer = try await makeSubnet(network, ["subnetpool_id": .string(pool)], project: project)
                #expect(answer.status == expected)
                if expected == 409 { #expect(type(answer) == "SubnetPoolQuotaExceeded") }
            }
        }
    }

    @Test("The subnets of one family of a network are of one pool, or of pools in one address scope, which the network shows")
    func affinity() async throws {
        let network = try await LiveNetwork()
        func scope() async throws -> JSONValue {
            let made = try await network.post("/v2.0/address-scopes", ["address_scope": ["name": "s", "ip_version": 4]])
            return try #require(made["address_scope"]?["id"])
        }
        let (one, two) = (try await scope(), try await scope())
        let a = try await makePool(network, ["prefixes": ["10.0.0.0/24"], "address_scope_id": one, "default_prefixlen": 28])
        let b = try await makePool(network, ["prefixes": ["10.0.1.0/24"], "address_scope_id": one, "default_prefixlen": 28])
        let c = try await makePool(network, ["prefixes": ["10.0.0.0/24"], "address_scope_id": two, "default_prefixlen": 28])
        let d = try await makePool(network, ["prefixes": ["10.0.0.0/16"], "default_prefixlen": 28])
        let id = try await makeNetwork(network)
        func shown() async throws -> JSONValue? {
            try await network.send(.GET, "/v2.0/networks/" + (id.stringValue ?? "")).json["network"]?["ipv4_address_scope"]
        }
        func make(_ attributes: JSONObject) async throws -> String? {
            var attributes = attributes
            attributes["network_id"] = id
            let answer = try await makeSubnet(network, attributes)
            return answer.status == 201 ? "made" : type(answer)
        }
        #expect(try await shown() == .null)
        #expect(try await make(["subnetpool_id": .string(a)]) == "made")
        #expect(try await shown() == one)
        #expect(try await make(["subnetpool_id": .string(b)]) == "made")
        #expect(try await make(["subnetpool_id": .string(c), "prefixlen": 30]) == "InvalidInput")
        #expect(try await make(["subnetpool_id": .string(c), "cidr": "10.0.0.128/28"]) == "NetworkAddressScopeAffinityError")
        #expect(try await make(["subnetpool_id": .string(d), "cidr": "10.0.9.0/28"]) == "NetworkAddressScopeAffinityError")
        #expect(try await make(["cidr": "10.9.0.0/24"]) == "NetworkSubnetPoolAffinityError")
        #expect(try await make(["cidr": "2001:db8::/64", "ip_version": 6]) == "made")
        // What was refused has taken nothing.
        #expect(try free(network, c) == ["10.0.0.0/24"])
        #expect(try free(network, d) == ["10.0.0.0/16"])
        let moved = try await network.send(
            .PUT, "/v2.0/subnetpools/" + a, #"{"subnetpool":{"address_scope_id":"\#(two.stringValue ?? "")"}}"#)
        #expect(type(moved) == "NetworkAddressScopeAffinityError")
        let left = try await network.send(.PUT, "/v2.0/subnetpools/" + a, #"{"subnetpool":{"address_scope_id":null}}"#)
        #expect(left.json["subnetpool"]?["default_prefixlen"] == 28)
        // The other pool is in the scope still.
        #expect(try await shown() == one)
        #expect(type(try await network.send(.DELETE, "/v2.0/address-scopes/" + (one.stringValue ?? ""))) == "AddressScopeInUse")
    }

    @Test("Prefixes are added and taken away, but none that a subnet has, and subnets that are there join")
    func prefixes() async throws {
        let network = try await LiveNetwork()
        let pool = try await makePool(network, ["prefixes": ["10.0.0.0/16"], "default_prefixlen": 24])
        let path = "/v2.0/subnetpools/" + pool
        func send(_ action: String, _ body: String) async throws -> LiveNetwork.Answer {
            try await network.send(.PUT, path + "/" + action, body)
        }
        #expect(try await makeSubnet(network, ["subnetpool_id": .string(pool)]).json["subnet"]?["cidr"] == "10.0.0.0/24")
        #expect(try await send("add_prefixes", #"{"prefixes":["10.1.0.0/16"]}"#).json == ["prefixes": ["10.0.0.0/15"]])
        #expect(type(try await send("add_prefixes", #"{"prefixes":["fd00::/64"]}"#)) == "PrefixVersionMismatch")
        #expect(try await send("add_prefixes", #"{"prefixes":[]}"#).status == 400)
        #expect(type(try await send("remove_prefixes", #"{"prefixes":["10.0.0.0/17"]}"#)) == "IllegalSubnetPoolPrefixUpdate")
        let removed = try await send("remove_prefixes", #"{"prefixes":["10.1.0.0/16","172.16.0.0/12"]}"#)
        #expect(removed.json == ["prefixes": ["10.0.0.0/16"]])
        let id = try await network.makeNetwork(cidr: "192.168.0.0/24")
        let onboarded = try await send("onboard_network_subnets", #"{"network_id":"\#(id)"}"#)
        #expect(onboarded.json[0]?["cidr"] == "192.168.0.0/24")
        let shown = try await network.send(.GET, "/v2.0/subnets?subnetpool_id=\(pool)&cidr=192.168.0.0/24").json["subnets"]
        #expect(shown?.arrayValue?.count == 1)
        #expect(try await network.send(.GET, path).json["subnetpool"]?["prefixes"] == ["10.0.0.0/16", "192.168.0.0/24"])
        #expect(try await send("onboard_network_subnets", #"{"network_id":"\#(id)"}"#).status == 400)
        #expect(!(try free(network, pool).contains { $0.hasPrefix("192.") }))
        #expect(try await network.send(.DELETE, "/v2.0/networks/" + id).status == 204)
        #expect(try free(network, pool).contains("192.168.0.0/24"))
    }

    @Test("Others use a pool that is shared and no other, and nobody changes what is not theirs")
    func access() async throws {
        let network = try await LiveNetwork()
        let own = try await makePool(network, ["prefixes": ["10.0.0.0/16"], "default_prefixlen": 26, "project_id": "p1"])
        let shared = try await makePool(
            network, ["prefixes": ["10.1.0.0/16"], "default_prefixlen": 26, "project_id": "p1", "shared": true])
        func send(_ method: HTTPMethod, _ path: String, _ body: String? = nil) async throws -> LiveNetwork.Answer {
            try await network.send(method, path, body, project: "p2", roles: ["member", "reader"])
        }
        #expect(try await send(.GET, "/v2.0/subnetpools").json["subnetpools"]?.arrayValue?.compactMap { $0["id"] } == [.string(shared)])
        #expect(type(try await send(.GET, "/v2.0/subnetpools/" + own)) == "SubnetPoolNotFound")
        #expect(try await send(.PUT, "/v2.0/subnetpools/" + shared, #"{"subnetpool":{"name":"x"}}"#).status == 403)
        #expect(try await send(.PUT, "/v2.0/subnetpools/\(shared)/add_prefixes", #"{"prefixes":["10.9.0.0/16"]}"#).status == 403)
        let made = try await send(.POST, "/v2.0/networks", #"{"network":{}}"#).json["network"]?.text("id") ?? ""
        func subnet(_ pool: String) -> String { #"{"subnet":{"network_id":"\#(made)","ip_version":4,"subnetpool_id":"\#(pool)"}}"# }
        #expect(type(try await send(.POST, "/v2.0/subnets", subnet(own))) == "SubnetPoolNotFound")
        #expect(try await send(.POST, "/v2.0/subnets", subnet(shared)).status == 201)
        #expect(
            try await send(.GET, "/v2.0/subnetpools?default_prefixlen=26&fields=default_prefixlen").json["subnetpools"]?[0] == [
                "default_prefixlen": "26"
            ])
    }
}

extension JSONValue {
    fileprivate func text(_ key: String) -> String { self[key]?.stringValue ?? "" }
}
