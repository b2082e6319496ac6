import JSONCodec
import NIOHTTP1
import Testing

@testable import NetworkService

struct ListTests {
    private func ids(_ answer: LiveNetwork.Answer) -> [String] {
        (answer.json["networks"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
    }

    private func next(_ answer: LiveNetwork.Answer, _ relation: String = "next") -> String? {
        let link = (answer.json["networks_links"]?.arrayValue ?? []).first { $0["rel"] == .string(relation) }
        return link?["href"]?.stringValue.map { String($0.dropFirst("http://localhost".count)) }
    }

    private func fill(_ network: LiveNetwork, _ count: Int) async throws {
        for number in 0..<count {
            _ = try await network.post("/v2.0/networks", ["network": ["name": .string("n\(number % 4)")]])
        }
    }

    @Test(
        "Pages in any order hold every network once, forwards and backwards",
        arguments: [
            "", "&sort_key=name&sort_dir=asc", "&sort_key=name&sort_dir=desc", "&sort_key=name&sort_dir=desc&sort_key=id&sort_dir=asc",
        ])
    func pages(order: String) async throws {
        let network = try await LiveNetwork()
        try await fill(network, 11)
        let whole = ids(try await network.send(.GET, "/v2.0/networks?fields=id" + order))
        #expect(whole.count == 11)
        var path: String? = "/v2.0/networks?fields=id&limit=3" + order
        var seen: [String] = []
        var last: LiveNetwork.Answer?
        while let current = path {
            let page = try await network.send(.GET, current)
            #expect(page.status == 200)
            seen += ids(page)
            path = next(page)
            last = page
        }
        #expect(seen == whole)
        var backwards = last.map { ids($0) } ?? []
        path = last.flatMap { next($0, "previous") }
        while let current = path, backwards.count < 20 {
            let page = try await network.send(.GET, current)
            backwards = ids(page) + backwards
            path = next(page, "previous")
        }
        #expect(backwards == whole)
    }

    @Test("The configuration bounds a page")
    func maximum() async throws {
        let network = try await LiveNetwork(config: "[DEFAULT]\npagination_max_limit = 2\n" + "[ml2]\nproject_network_types = local\n")
        try await fill(network, 3)
        #expect(ids(try await network.send(.GET, "/v2.0/networks")).count == 2)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?limit=5")).count == 2)
    }

    @Test("Values of one filter are alternatives, different filters must all hold")
    func filters() async throws {
        let network = try await LiveNetwork()
        try await fill(network, 8)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?name=n1&name=n2")).count == 4)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?name=n1&name=n2&name=n3")).count == 6)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?name=n1&admin_state_up=no")).isEmpty)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?name=n1&admin_state_up=yes&shared=0")).count == 2)
        #expect(ids(try await network.send(.GET, "/v2.0/networks?name=n1'--")).isEmpty)
    }

    @Test(
        "A query that asks for too much or for nonsense is answered, never with a server's error",
        arguments: [
            "tags=" + (0..<2000).map { "t\($0)" }.joined(separator: ","),
            "not-tags-any=" + (0..<2000).map { "t\($0)" }.joined(separator: ","),
            (0..<1500).map { _ in "sort_key=name&sort_dir=asc" }.joined(separator: "&"),
            (0..<1500).map { "fixed_ips=ip_address_substr%3D\($0)" }.joined(separator: "&"),
            (0..<20000).map { "id=\($0)" }.joined(separator: "&"), "limit=99999999999999999999", "limit=1e3", "marker=%00", "name=%FF%00",
            "mtu=x", "fixed_ips=x", "fixed_ips=%3D", "=", "&&&", "sort_key=&sort_dir=", "page_reverse=maybe", "fields=", "tags=",
            "tags-any=,,",
        ])
    func hostile(query: String) async throws {
        let network = try await LiveNetwork(config: "")
        for collection in ["networks", "ports"] {
            let answer = try await network.send(.GET, "/v2.0/\(collection)?\(query)")
            #expect([200, 400, 404].contains(answer.status), "\(answer.text)")
        }
    }

    @Test("Another project sees what is shared or external, without the attributes of administrators, and cannot touch it")
    func foreign() async throws {
        let network = try await LiveNetwork()
        for body in [#"{"network":{"name":"own"}}"#, #"{"network":{"name":"all","shared":true}}"#] {
            #expect(try await network.send(.POST, "/v2.0/networks", body, roles: ["admin"]).status == 201)
        }
        let seen = try await network.send(.GET, "/v2.0/networks", project: "proj2", roles: ["member", "reader"])
        let networks = seen.json["networks"]?.arrayValue ?? []
        #expect(networks.map { $0["name"] } == ["all"])
        #expect(networks.first?["provider:network_type"] == Optional.none)
        let id = networks.first?["id"]?.stringValue ?? ""
        let answer = try await network.send(.DELETE, "/v2.0/networks/" + id, project: "proj2", roles: ["member", "reader"])
        #expect(answer.status == 403)
    }
}
