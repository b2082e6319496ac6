import HTTPApplication
import IdentityService
import JSONCodec
import NIOHTTP1
import Testing

@Suite struct `Role assignments` {
    private struct Names {
        var user: String
        var group: String
        var top: String
        var low: String
        var role: String
    }

    private static func make(_ fixture: IdentityFixture, _ kind: String, _ body: JSONObject) async throws -> String {
        try await fixture.send(.POST, "/v3/\(kind)s", [kind: .object(body)]).json[kind]?["id"]?.stringValue ?? ""
    }

    private static func names(_ fixture: IdentityFixture) async throws -> Names {
        let top = try await make(fixture, "project", ["name": "top"])
        return Names(
            user: try await make(fixture, "user", ["name": "u"]), group: try await make(fixture, "group", ["name": "g"]), top: top,
            low: try await make(fixture, "project", ["name": "low", "parent_id": .string(top)]),
            role: try await make(fixture, "role", ["name": "r"]))
    }

    private static func list(_ fixture: IdentityFixture, _ query: String) async throws -> [JSONValue] {
        let answer = try await fixture.send(.GET, "/v3/role_assignments?" + query)
        #expect(answer.status == 200, "\(answer.text)")
        return answer.json["role_assignments"]?.arrayValue ?? []
    }

    @Test func `work out for members and for the projects below`() async throws {
        try await withIdentity { fixture in
            let names = try await Self.names(fixture)
            _ = try await fixture.send(.PUT, "/v3/groups/\(names.group)/users/\(names.user)")
            let path = "/v3/OS-INHERIT/projects/\(names.top)/groups/\(names.group)/roles/\(names.role)/inherited_to_projects"
            #expect(try await fixture.send(.HEAD, path).status == 404)
            #expect(try await fixture.send(.PUT, path).status == 204)
            #expect(try await fixture.send(.HEAD, path).status == 204)
            let given = try await Self.list(fixture, "group.id=\(names.group)")
            #expect(given.count == 1 && given[0]["scope"]?["OS-INHERIT:inherited_to"] == "projects")
            #expect(given[0]["links"]?["assignment"] == .string("http://id" + path))
            let effective = try await Self.list(fixture, "user.id=\(names.user)&effective")
            #expect(effective.map { $0["scope"] } == [["project": ["id": .string(names.low)]]])
            #expect(effective.map { $0["user"]?["id"] } == [.string(names.user)])
            let membership = "http://id/v3/groups/\(names.group)/users/\(names.user)"
            #expect(effective[0]["links"]?["membership"] == .string(membership))
            #expect(try await Self.list(fixture, "scope.project.id=\(names.top)&effective").isEmpty)
            #expect(try await Self.list(fixture, "scope.project.id=\(names.top)&include_subtree&effective").count == 1)
            #expect(try await fixture.send(.GET, "/v3/role_assignments?group.id=\(names.group)&effective").status == 400)
            #expect(try await fixture.send(.DELETE, path).status == 204)
            #expect(try await Self.list(fixture, "user.id=\(names.user)&effective").isEmpty)
        }
    }

    @Test func `of a domain's role have an effect only by what it implies`() async throws {
        try await withIdentity { fixture in
            let names = try await Self.names(fixture)
            let local = try await Self.make(fixture, "role", ["name": "local", "domain_id": "default"])
            let domain = try await Self.make(fixture, "domain", ["name": "d"])
            let foreign = try await Self.make(fixture, "role", ["name": "foreign", "domain_id": .string(domain)])
            func grant(_ role: String) async throws -> Int {
                try await fixture.send(.PUT, "/v3/projects/\(names.top)/users/\(names.user)/roles/\(role)").status
            }
            #expect(try await grant(foreign) == 403)
            #expect(try await grant(local) == 204)
            let query = "user.id=\(names.user)&effective"
            #expect(try await Self.list(fixture, query).isEmpty)
            #expect(try await fixture.send(.PUT, "/v3/roles/\(names.role)/implies/\(local)").status == 403)
            #expect(try await fixture.send(.PUT, "/v3/roles/\(local)/implies/\(names.role)").status == 201)
            #expect(try await Self.list(fixture, query).map { $0["role"]?["id"] } == [.string(names.role)])
            #expect(try await fixture.send(.PUT, "/v3/roles/\(names.role)/implies/\(names.role)").status == 403)
        }
    }
}
