import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import StandardFilters
import Testing

@testable import IdentityService

@Suite struct `Logging in for somebody else` {
    private static func credential(_ id: String, _ fixture: LoginFixture, _ more: JSONObject = [:]) async throws {
        var document: JSONObject = [
            "id": .string(id), "name": .string(id), "user_id": .string(LoginFixture.fred), "project_id": .string(LoginFixture.demo),
            "roles": fixture.views("reader"),
        ]
        for member in more { document[member.key] = member.value }
        let stored = document
        try await fixture.service.write { transaction in
            try IdentityTables.applicationCredentials.insert(stored, extra: ["$plain$secret"], in: transaction)
        }
    }

    private static func body(_ credential: JSONObject, scope: JSONValue? = nil) -> JSONValue {
        var auth: JSONObject = ["identity": ["methods": ["application_credential"], "application_credential": .object(credential)]]
        if let scope { auth["scope"] = scope }
        return ["auth": .object(auth)]
    }

    @Test func `an application credential gives its project and its roles, and no other tokens`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            try await Self.credential("ac", fixture)
            let byID = try await fixture.logIn(Self.body(["id": "ac", "secret": "secret"]))
            let token = try #require(byID.response.json?["token"])
            #expect(token["methods"] == ["application_credential"] && token["roles"] == fixture.views("reader"))
            #expect(token["project"]?["id"] == .string(LoginFixture.demo))
            #expect(token["application_credential"] == ["id": "ac", "name": "ac", "restricted": true])
            let user: JSONValue = ["name": "fred", "domain": ["name": "Default"]]
            #expect(try await fixture.logIn(Self.body(["name": "ac", "user": user, "secret": "secret"])).status == 201)
            for (credential, status) in [
                (["id": "ac", "secret": "bad"], 401), (["id": "no", "secret": "secret"], 401), (["name": "ac", "secret": "secret"], 400),
                (["id": "ac"], 400),
                (["name": "ac", "user": ["id": "sue"], "secret": "secret"], 401),
            ] as [(JSONObject, Int)] {
                #expect(try await fixture.logIn(Self.body(credential)).status == status)
            }
            #expect(try await fixture.logIn(Self.body(["id": "ac", "secret": "secret"], scope: "unscoped")).status == 401)
            let text = try #require(byID.response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.logIn(LoginFixture.rescope(text)).status == 403)
            let system = try await fixture.token("boss", scope: ["system": ["all": true]])
            let narrower = LoginFixture.rescope(system, scope: ["project": ["id": .string(LoginFixture.demo)]])
            #expect(try await fixture.logIn(narrower).status == 403)
            // Whoever loses the role loses the token.
            #expect(try fixture.isValid(text))
            try await fixture.service.write {
                try AssignmentRecord(.user(LoginFixture.fred), .project(LoginFixture.demo), roleID: fixture.roles["member"] ?? "").delete(
                    in: $0)
            }
            #expect(try !fixture.isValid(text))
        }
    }

    @Test func `tokens with access rules are shown only to those who know of rules; credentials expire`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            try await Self.credential(
                "rules", fixture, ["access_rules": [["id": "a", "service": "network", "path": "/x", "method": "GET"]]])
            let text = try #require(
                try await fixture.logIn(Self.body(["id": "rules", "secret": "secret"])).response.headers.first(name: "X-Subject-Token"))
            let boss = try await fixture.token("boss", scope: ["system": ["all": true]])
            #expect(try await fixture.ask(.GET, caller: boss, subject: text) == 404)
            let aware = fixture.request(.GET, caller: boss, subject: text, headers: ["OpenStack-Identity-Access-Rules": "1"])
            let (status, response) = try await fixture.send(aware)
            #expect(status == 200 && response.json?["token"]?["application_credential"]?["access_rules"]?[0]?["path"] == "/x")
            let view = try #require(try await EmbeddedTokenValidator(service: fixture.service).validate(text))
            #expect(view.accessRules?.map(\.path) == ["/x"] && view.serviceTypes == ["network"])
            try await Self.credential("old", fixture, ["expires_at": "2020-01-01T00:00:00.000000Z"])
            #expect(try await fixture.logIn(Self.body(["id": "old", "secret": "secret"])).status == 401)
        }
    }

    @Test func `a trust makes the trustee act for the trustor, as often as it says`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let id = "ffeeddccbbaa99887766554433221100"
            try await fixture.service.write { transaction in
                try IdentityTables.trusts.insert(
                    [
                        "id": .string(id), "trustor_user_id": .string(LoginFixture.fred), "trustee_user_id": "sue",
                        "project_id": .string(LoginFixture.demo), "impersonation": true, "remaining_uses": 1,
                        "roles": fixture.views("reader"),
                    ], in: transaction)
            }
            let scope: JSONValue = ["OS-TRUST:trust": ["id": .string(id)]]
            #expect(try await fixture.logIn(LoginFixture.password("boss", scope: scope)).status == 403)
            let (status, response) = try await fixture.logIn(LoginFixture.password("sue", scope: scope))
            let token = try #require(response.json?["token"])
            #expect(status == 201 && token["user"]?["name"] == "fred" && token["roles"] == fixture.views("reader"))
            #expect(token["OS-TRUST:trust"]?["trustee_user"]?["id"] == "sue")
            #expect(try await fixture.logIn(LoginFixture.password("sue", scope: scope)).status == 403)
            let text = try #require(response.headers.first(name: "X-Subject-Token"))
            #expect(try fixture.isValid(text))
            try await fixture.service.write { try fixture.service.revoke(RevocationEvent(userID: "sue"), in: $0) }
            #expect(try !fixture.isValid(text))
        }
    }
}
