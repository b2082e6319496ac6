import HTTPApplication
import IdentityService
import JSONCodec
import NIOHTTP1
import Persistence
import Policy
import Testing

@Suite struct `Resources of the identity API` {
    private static func make(_ fixture: IdentityFixture, _ kind: String, _ body: JSONObject) async throws -> String {
        let answer = try await fixture.send(.POST, "/v3/\(kind)s", [kind: .object(body)])
        #expect(answer.status == 201, "\(answer.text)")
        return answer.json[kind]?["id"]?.stringValue ?? ""
    }

    @Test func `projects form a tree that says no to contradictions`() async throws {
        try await withIdentity { fixture in
            let top = try await Self.make(fixture, "project", ["name": "top"])
            let low = try await Self.make(fixture, "project", ["name": "low", "parent_id": .string(top)])
            let path = "/v3/projects/\(top)"
            #expect(try await fixture.send(.DELETE, path).status == 403)
            #expect(try await fixture.send(.PATCH, path, ["project": ["enabled": false]]).status == 403)
            #expect(try await fixture.send(.PATCH, "/v3/projects/\(low)", ["project": ["parent_id": "default"]]).status == 403)
            #expect(try await fixture.send(.PATCH, "/v3/projects/\(low)", ["project": ["enabled": false]]).status == 200)
            #expect(try await fixture.send(.PATCH, path, ["project": ["enabled": false]]).status == 200)
            #expect(try await fixture.send(.PATCH, "/v3/projects/\(low)", ["project": ["enabled": true]]).status == 403)
            let shown = try await fixture.send(.GET, "/v3/projects/\(low)?parents_as_ids").json["project"]
            #expect(shown?["parents"] == [top: ["default": .null]])
            #expect(try await fixture.send(.GET, path + "?subtree_as_ids").json["project"]?["subtree"] == [low: .null])
            var parent = low
            for level in 3...5 {
                _ = try await fixture.send(.PATCH, "/v3/projects/\(top)", ["project": ["enabled": true]])
                _ = try await fixture.send(.PATCH, "/v3/projects/\(low)", ["project": ["enabled": true]])
                parent = try await Self.make(fixture, "project", ["name": .string("level\(level)"), "parent_id": .string(parent)])
            }
            let deeper = try await fixture.send(.POST, "/v3/projects", ["project": ["name": "deep", "parent_id": .string(parent)]])
            #expect(deeper.status == 403)
        }
    }

    @Test func `a domain takes everything in it along, once it is disabled`() async throws {
        try await withIdentity { fixture in
            let domain = try await Self.make(fixture, "domain", ["name": "d"])
            let project = try await Self.make(fixture, "project", ["name": "p", "domain_id": .string(domain)])
            let user = try await Self.make(fixture, "user", ["name": "u", "domain_id": .string(domain), "password": "x"])
            let group = try await Self.make(fixture, "group", ["name": "g", "domain_id": .string(domain)])
            #expect(try await fixture.send(.DELETE, "/v3/domains/\(domain)").status == 403)
            #expect(try await fixture.send(.GET, "/v3/domains/\(project)").status == 404)
            _ = try await fixture.send(.PATCH, "/v3/domains/\(domain)", ["domain": ["enabled": false]])
            #expect(try await fixture.send(.DELETE, "/v3/domains/\(domain)").status == 204)
            for path in ["projects/\(project)", "users/\(user)", "groups/\(group)"] {
                #expect(try await fixture.send(.GET, "/v3/" + path).status == 404, "\(path)")
            }
        }
    }

    @Test func `a role that is protected is neither changed nor deleted`() async throws {
        try await withIdentity { fixture in
            let role = try #require(try await fixture.send(.GET, "/v3/roles?name=member").json["roles"]?[0]?["id"]?.stringValue)
            #expect(try await fixture.send(.PATCH, "/v3/roles/\(role)", ["role": ["description": "x"]]).status == 403)
            #expect(try await fixture.send(.DELETE, "/v3/roles/\(role)").status == 403)
            #expect(try await fixture.send(.PATCH, "/v3/roles/\(role)", ["role": ["options": ["immutable": .null]]]).status == 200)
            #expect(try await fixture.send(.DELETE, "/v3/roles/\(role)").status == 204)
        }
    }

    @Test func `what a credential holds is not readable in the database`() async throws {
        try await withIdentity { fixture in
            let user = try await Self.make(fixture, "user", ["name": "u"])
            let made = try await fixture.send(
                .POST, "/v3/credentials", ["credential": ["type": "cert", "blob": "blob-in-the-clear", "user_id": .string(user)]])
            #expect(made.json["credential"]?["blob"] == "blob-in-the-clear", "\(made.text)")
            let stored = try fixture.store.rows("SELECT encrypted_blob || document FROM identity_credentials") { $0.text(0) }
            #expect(stored.count == 1 && !stored.contains { $0.contains("clear") })
        }
    }

    @Test func `who may do what follows keystone's rules`() async throws {
        try await withIdentity { fixture in
            let user = try await Self.make(fixture, "user", ["name": "u", "password": "x"])
            let other = try await Self.make(fixture, "user", ["name": "o"])
            let project = try await Self.make(fixture, "project", ["name": "p"])
            let member = TestCaller.user(user, project: project, roles: ["member", "reader"])
            #expect(try await fixture.send(.GET, "/v3/users", by: member).status == 403)
            #expect(try await fixture.send(.GET, "/v3/users/\(user)", by: member).status == 200)
            #expect(try await fixture.send(.GET, "/v3/users/\(other)", by: member).status == 403)
            // Whoever may not see users is not told which there are.
            #expect(try await fixture.send(.GET, "/v3/users/nobody", by: member).status == 403)
            #expect(try await fixture.send(.GET, "/v3/projects/\(project)", by: member).status == 200)
            #expect(try await fixture.send(.POST, "/v3/projects", ["project": ["name": "q"]], by: member).status == 403)
            #expect(try await fixture.send(.GET, "/v3/users", by: .nobody).status == 401)
            #expect(try await fixture.send(.GET, "/v3/roles", by: member).status == 403)
            #expect(try await fixture.send(.GET, "/v3/regions", by: member).status == 200)
        }
    }

    @Test func `roles of domains go by rules of their own`() async throws {
        try await withIdentity { fixture in
            let roles = try await fixture.send(.GET, "/v3/roles?name=reader").json["roles"]
            let reader = try #require(roles?[0]?["id"]?.stringValue)
            let local = try await Self.make(fixture, "role", ["name": "reader", "domain_id": "default"])
            // Whom the rule of roles lets see these names, and the rule of domains' roles does not.
            let manager = TestCaller.user("m", project: "p", roles: ["manager"])
            #expect(try await fixture.send(.GET, "/v3/roles/\(reader)", by: manager).status == 200)
            #expect(try await fixture.send(.GET, "/v3/roles/\(local)", by: manager).status == 403)
            for (method, body) in [(.PATCH, ["role": ["description": "x"]]), (.DELETE, nil)] as [(HTTPMethod, JSONValue?)] {
                let refused = try await fixture.send(method, "/v3/roles/\(local)", body, by: manager)
                #expect(refused.status == 403 && refused.text.contains("_domain_role"))
            }
            let role: JSONValue = ["role": ["name": "new", "domain_id": "default"]]
            #expect(try await fixture.send(.POST, "/v3/roles", role, by: manager).text.contains("create_domain_role"))
            let list = try await fixture.send(.GET, "/v3/roles?domain_id=default", by: manager)
            #expect(list.status == 403 && list.text.contains("list_domain_roles"))
            #expect(try await fixture.send(.GET, "/v3/roles?domain_id=default").json["roles"]?.arrayValue?.count == 1)
            #expect(try await fixture.send(.DELETE, "/v3/roles/\(local)").status == 204)
        }
    }

    @Test func `a service without a name shows an empty one`() async throws {
        try await withIdentity { fixture in
            let body: JSONValue = ["service": ["type": "metering", "name": .null, "description": .null]]
            let made = try await fixture.send(.POST, "/v3/services", body)
            #expect(made.status == 201 && made.json["service"]?["name"] == "", "\(made.text)")
        }
    }

    @Test func `a user who knows the old password sets a new one, and is locked out after too many wrong ones`() async throws {
        let options = [
            (name: "lockout_failure_attempts", group: "security_compliance", value: "2"),
            (name: "unique_last_password_count", group: "security_compliance", value: "2"),
        ]
        try await withIdentity(options: options) { fixture in
            let user = try await Self.make(fixture, "user", ["name": "u", "password": "first"])
            func change(from original: String, to password: String) async throws -> Int {
                let body: JSONValue = ["user": ["original_password": .string(original), "password": .string(password)]]
                return try await fixture.send(.POST, "/v3/users/\(user)/password", body, by: .nobody).status
            }
            #expect(try await change(from: "first", to: "first") == 400)
            #expect(try await change(from: "first", to: "second") == 204)
            #expect(try await change(from: "second", to: "first") == 400)
            #expect(try await change(from: "wrong", to: "third") == 401)
            #expect(try await change(from: "wrong", to: "third") == 401)
            #expect(try await change(from: "second", to: "third") == 401)
            // An administrator's password lets the user in again.
            #expect(try await fixture.send(.PATCH, "/v3/users/\(user)", ["user": ["password": "fourth"]]).status == 200)
            #expect(try await change(from: "fourth", to: "fifth") == 204)
            let stored = try fixture.store.rows("SELECT document FROM identity_users") { $0.text(0) }
            #expect(!stored.contains { $0.contains("fifth") || $0.contains("$plain$") })
        }
    }

    @Test func `limits go by registered ones`() async throws {
        try await withIdentity { fixture in
            let service = try await Self.make(fixture, "service", ["type": "compute"])
            let project = try await Self.make(fixture, "project", ["name": "p"])
            let limit: JSONValue = [
                "limits": [
                    [
                        "service_id": .string(service), "resource_name": "cores", "project_id": .string(project), "resource_limit": 5,
                    ]
                ]
            ]
            #expect(try await fixture.send(.POST, "/v3/limits", limit).status == 403)
            let registered = try await fixture.send(
                .POST, "/v3/registered_limits",
                ["registered_limits": [["service_id": .string(service), "resource_name": "cores", "default_limit": 10]]])
            let id = registered.json["registered_limits"]?[0]?["id"]?.stringValue ?? ""
            #expect(registered.status == 201, "\(registered.text)")
            #expect(try await fixture.send(.POST, "/v3/limits", limit).status == 201)
            #expect(try await fixture.send(.POST, "/v3/limits", limit).status == 409)
            #expect(try await fixture.send(.DELETE, "/v3/registered_limits/\(id)").status == 403)
        }
    }

    @Test func `lists are filtered by parts of names, with what they look for taken literally`() async throws {
        try await withIdentity { fixture in
            for name in ["a*b", "a-b", "A%c"] { _ = try await Self.make(fixture, "group", ["name": .string(name)]) }
            func names(_ query: String) async throws -> [String] {
                let list = try await fixture.send(.GET, "/v3/groups?" + query).json["groups"]?.arrayValue ?? []
                return list.compactMap { $0["name"]?.stringValue }
            }
            #expect(try await names("name__contains=*") == ["a*b"])
            #expect(try await names("name__startswith=a") == ["a*b", "a-b"])
            #expect(try await names("name__icontains=%25") == ["A%c"])
            #expect(try await names("name__iendswith=B") == ["a*b", "a-b"])
            #expect(try await names("name=a-b") == ["a-b"])
        }
    }

    @Test func `rules can be asked about users by their names`() async throws {
        try await withIdentity { fixture in
            let admin = try #require(try await fixture.service.credentials(of: "admin"))
            #expect(admin.has(role: "admin") && admin.has(role: "reader") && admin.projectName == "admin")
            #expect(try await fixture.service.credentials(of: "admin:system")?.systemScope == "all")
            #expect(try await fixture.service.credentials(of: "admin:nothing") == nil)
            #expect(try await fixture.service.credentials(of: "nobody") == nil)
            #expect(try await fixture.service.credentials(of: "u:p:member,reader") == nil)
        }
    }

    @Test func `a project that endpoints are associated with has these in its catalog only`() async throws {
        try await withIdentity { fixture in
            let service = try await Self.make(fixture, "service", ["type": "compute"])
            let project = try await Self.make(fixture, "project", ["name": "p"])
            var ids: [String] = []
            for interface in ["public", "internal"] {
                ids.append(
                    try await Self.make(
                        fixture, "endpoint",
                        ["service_id": .string(service), "interface": .string(interface), "url": "http://x", "region": "R"]))
            }
            func shown() throws -> Set<String> {
                try fixture.service.read { Set(try $0.catalog(ofProject: project).flatMap { $0.endpoints.map(\.id) }) }
            }
            #expect(try shown() == Set(ids))
            let path = "/v3/OS-EP-FILTER/projects/\(project)/endpoints/\(ids[0])"
            #expect(try await fixture.send(.HEAD, path).status == 404)
            #expect(try await fixture.send(.PUT, path).status == 204)
            #expect(try await fixture.send(.HEAD, path).status == 204)
            #expect(try shown() == [ids[0]])
            let group = try await fixture.send(
                .POST, "/v3/OS-EP-FILTER/endpoint_groups",
                ["endpoint_group": ["name": "g", "filters": ["interface": "internal", "region_id": "R"]]])
            let id = group.json["endpoint_group"]?["id"]?.stringValue ?? ""
            #expect(try await fixture.send(.PUT, "/v3/OS-EP-FILTER/endpoint_groups/\(id)/projects/\(project)").status == 204)
            #expect(try shown() == Set(ids))
            #expect(try await fixture.send(.DELETE, path).status == 204)
            #expect(try shown() == [ids[1]])
        }
    }
}
