import HTTPApplication
import IdentityService
import JSONCodec
import NIOHTTP1
import Testing

@Suite struct `Limits in a tree of two levels` {
    private static let model = [(name: "enforcement_model", group: "unified_limit", value: "strict_two_level")]

    private struct Tree {
        let fixture: IdentityFixture
        var service = ""
        var domain = ""
        var top = ""
        var low = ""

        init(_ fixture: IdentityFixture) async throws {
            self.fixture = fixture
            service = try await make("service", ["type": "compute"])
            domain = try await make("domain", ["name": "d"])
            top = try await make("project", ["name": "top", "domain_id": .string(domain)])
            low = try await make("project", ["name": "low", "domain_id": .string(domain), "parent_id": .string(top)])
            let registered: JSONValue = ["service_id": .string(service), "resource_name": "cores", "default_limit": 10]
            #expect(try await fixture.send(.POST, "/v3/registered_limits", ["registered_limits": [registered]]).status == 201)
        }

        func make(_ kind: String, _ body: JSONObject) async throws -> String {
            try await fixture.send(.POST, "/v3/\(kind)s", [kind: .object(body)]).json[kind]?["id"]?.stringValue ?? ""
        }

        func limit(_ owner: String, _ id: String, _ value: Int) -> JSONValue {
            [
                owner: .string(id), "service_id": .string(service), "resource_name": "cores", "resource_limit": .integer(value),
            ]
        }

        func create(_ limits: JSONValue...) async throws -> (status: Int, id: String) {
            let answer = try await fixture.send(.POST, "/v3/limits", ["limits": .array(limits)])
            return (answer.status, answer.json["limits"]?[0]?["id"]?.stringValue ?? "")
        }

        func change(_ id: String, to value: Int) async throws -> Int {
            try await fixture.send(.PATCH, "/v3/limits/\(id)", ["limit": ["resource_limit": .integer(value)]]).status
        }
    }

    @Test func `are no more than those above, and no less than those below`() async throws {
        try await withIdentity(options: Self.model) { fixture in
            let tree = try await Tree(fixture)
            #expect(try await fixture.send(.GET, "/v3/limits/model").json["model"]?["name"] == "strict_two_level")
            // Nobody above has a limit of their own: the registered one counts.
            #expect(try await tree.create(tree.limit("project_id", tree.top, 11)).status == 403)
            #expect(try await tree.create(tree.limit("project_id", tree.top, -1)).status == 403)
            // Both at once: what is refused depends on neither's place in the list.
            let both = try await tree.create(tree.limit("project_id", tree.top, 15), tree.limit("domain_id", tree.domain, 20))
            #expect(both.status == 201)
            #expect(try await tree.create(tree.limit("project_id", tree.low, 16)).status == 403)
            let low = try await tree.create(tree.limit("project_id", tree.low, 12))
            #expect(low.status == 201)
            #expect(try await tree.change(low.id, to: 16) == 403)
            #expect(try await tree.change(low.id, to: 15) == 200)
            #expect(try await tree.change(both.id, to: 21) == 403)
            #expect(try await tree.change(both.id, to: 14) == 403)
            #expect(try await tree.change(both.id, to: 18) == 200)
            let limits = try await fixture.send(.GET, "/v3/limits?domain_id=\(tree.domain)").json["limits"]
            let domain = try #require(limits?[0]?["id"]?.stringValue)
            #expect(try await tree.change(domain, to: 17) == 403)
            #expect(try await tree.change(domain, to: -1) == 200)
            #expect(try await tree.change(both.id, to: 1000) == 200)
        }
    }

    @Test func `have no third level`() async throws {
        try await withIdentity(options: Self.model) { fixture in
            let tree = try await Tree(fixture)
            let deeper: JSONValue = ["project": ["name": "deeper", "domain_id": .string(tree.domain), "parent_id": .string(tree.low)]]
            #expect(try await fixture.send(.POST, "/v3/projects", deeper).status == 403)
        }
        try await withIdentity { fixture in
            let tree = try await Tree(fixture)
            #expect(try await fixture.send(.GET, "/v3/limits/model").json["model"]?["name"] == "flat")
            #expect(try await tree.create(tree.limit("project_id", tree.top, 1000)).status == 201)
            #expect(
                try await tree.make("project", ["name": "deep", "domain_id": .string(tree.domain), "parent_id": .string(tree.low)]) != "")
            // With the other model the service does not start on such a tree.
            await #expect(throws: LimitTreeError.self) { try await fixture.service(with: Self.model).prepare() }
        }
    }

    @Test func `are listed to whom they concern, and all of them to services`() async throws {
        try await withIdentity { fixture in
            let tree = try await Tree(fixture)
            let limits = [
                tree.limit("domain_id", tree.domain, 1), tree.limit("project_id", tree.top, 2), tree.limit("project_id", tree.low, 3),
            ]
            for limit in limits { #expect(try await tree.create(limit).status == 201) }
            func values(_ caller: TestCaller) async throws -> [Int] {
                let list = try await fixture.send(.GET, "/v3/limits", by: caller).json["limits"]?.arrayValue ?? []
                return list.compactMap { $0["resource_limit"]?.integerValue }
            }
            #expect(try await values(.user("nova", project: "services", roles: ["service"])) == [1, 2, 3])
            #expect(try await values(.user("u", project: tree.low, roles: ["reader"])) == [3])
            #expect(try await values(.ofDomain("u", tree.domain, roles: ["reader"])) == [1, 2, 3])
            #expect(try await values(.ofDomain("u", "default", roles: ["reader"])) == [])
        }
    }

    @Test func `a registered limit stays as it is while limits go by it`() async throws {
        try await withIdentity { fixture in
            let tree = try await Tree(fixture)
            let registered = try await fixture.send(.GET, "/v3/registered_limits").json["registered_limits"]?[0]?["id"]?.stringValue ?? ""
            let path = "/v3/registered_limits/\(registered)"
            let change: JSONValue = ["registered_limit": ["default_limit": 3]]
            #expect(try await fixture.send(.PATCH, path, change).status == 200)
            #expect(try await tree.create(tree.limit("project_id", tree.top, 5)).status == 201)
            #expect(try await fixture.send(.PATCH, path, change).status == 403)
        }
    }
}
