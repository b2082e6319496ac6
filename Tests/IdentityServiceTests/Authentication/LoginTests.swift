import APIResources
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence
import Testing

@testable import IdentityService

@Suite struct `Logging in` {
    @Test func `a password gives a token for what was asked`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let project: JSONValue = ["project": ["name": "demo", "domain": ["name": "Default"]]]
            let (status, response) = try await fixture.logIn(LoginFixture.password("fred", scope: project))
            let token = try #require(response.json?["token"])
            #expect(status == 201)
            #expect(token["methods"] == ["password"])
            #expect(
                token["user"] == [
                    "domain": ["id": "default", "name": "Default"], "id": .string(LoginFixture.fred), "name": "fred",
                    "password_expires_at": .null,
                ])
            #expect(
                token["project"] == ["domain": ["id": "default", "name": "Default"], "id": .string(LoginFixture.demo), "name": "demo"])
            #expect(token["is_domain"] == false)
            #expect(token["roles"] == fixture.views("member", "reader"))
            #expect(token["audit_ids"]?.arrayValue?.count == 1)
            #expect(token["issued_at"]?.stringValue?.hasSuffix(".000000Z") == true)
            let urls = token["catalog"]?[0]?["endpoints"]?.arrayValue?.map { $0["url"] }
            #expect(urls == [.string("http://net/" + LoginFixture.fred), .string("http://net/\(LoginFixture.demo)/x")])
            let (_, plain) = try await fixture.logIn(LoginFixture.password("fred", scope: project), query: "?nocatalog")
            #expect(plain.json?["token"]?["catalog"] == nil && plain.json?["token"]?["roles"] != nil)
        }
    }

    @Test func `system, domain and no scope show what they have and nothing else`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let system = try await fixture.logIn(LoginFixture.password("boss", scope: ["system": ["all": true]])).response.json?["token"]
            #expect(system?["system"] == ["all": true] && system?["project"] == nil && system?["is_domain"] == nil)
            // An address that needs a project is left out where there is none.
            #expect(system?["catalog"]?[0]?["endpoints"]?.arrayValue?.count == 1)
            let domain = try await fixture.logIn(LoginFixture.password("fred", scope: ["domain": ["name": "Default"]])).response.json?[
                "token"]
            #expect(domain?["domain"] == ["id": "default", "name": "Default"] && domain?["roles"] == fixture.views("reader"))
            for scope in ["unscoped", ["unscoped": [:]]] as [JSONValue] {
                let unscoped = try await fixture.logIn(LoginFixture.password("fred", scope: scope)).response.json?["token"]
                #expect(unscoped?.objectValue?.keys == ["methods", "user", "audit_ids", "expires_at", "issued_at"])
            }
            // Without a scope the default project counts, when it may be used.
            #expect(try await fixture.logIn(LoginFixture.password("fred")).response.json?["token"]?["project"]?["name"] == "demo")
            #expect(try await fixture.logIn(LoginFixture.password("boss")).response.json?["token"]?["project"] == nil)
        }
    }

    @Test(arguments: [
        ("{}", 400), ("[]", 400), ("no json", 400), (#"{"auth":{}}"#, 400), (#"{"auth":{"identity":{}}}"#, 400),
        (#"{"auth":{"identity":{"methods":[]}}}"#, 401), (#"{"auth":{"identity":{"methods":["password"]}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["bogus"],"bogus":{}}}}"#, 401), (#"{"auth":{"identity":{"methods":[1]}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["oauth1"],"oauth1":{}}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"fred","password":"pw-fred"}}}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"x","password":1}}}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"x"}}}}}"#, 400),
        (#"{"auth":{"identity":{"methods":["token"],"token":{"id":"gAAAA"}}}}"#, 401),
        (#"{"auth":{"identity":{"methods":["token"],"token":{}}}}"#, 400),
    ]) func `refuses bodies that are none`(_ body: String, _ status: Int) async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let request = Request(method: .POST, target: "/v3/auth/tokens", body: RequestBody(buffer: .init(string: body)))
            #expect(try await fixture.send(request).status == status)
        }
    }

    @Test(
        arguments: [
            (["project": ["id": "nope"]], 401), (["project": ["name": "demo"]], 400), (["project": ["id": "closed"]], 401),
            (["project": ["id": "other"]], 401), (["domain": ["id": "nope"]], 401), (["domain": [:]], 400),
            (["system": ["all": true]], 401),
            (["system": ["all": false]], 400), (["project": ["id": "other"], "domain": ["id": "default"]], 400), ("all", 400), ([:], 201),
            (["OS-TRUST:trust": ["id": "nope"]], 404),
        ] as [(JSONValue, Int)]) func `refuses scopes that the user has not`(_ scope: JSONValue, _ status: Int) async throws
    {
        try await withLogins { (fixture: LoginFixture) async throws in
            #expect(try await fixture.logIn(LoginFixture.password("fred", scope: scope)).status == status)
        }
    }

    @Test func `tells nobody whether a user exists`() async throws {
        try await withLogins(options: [("lockout_failure_attempts", "security_compliance", "1")]) { (fixture: LoginFixture) async throws in
            let wrong = try await fixture.logIn(LoginFixture.password("fred", "bad"))
            let texts = [
                wrong, try await fixture.logIn(LoginFixture.password("nobody")), try await fixture.logIn(LoginFixture.password("gone")),
                // Locked by the first one.
                try await fixture.logIn(LoginFixture.password("fred")),
            ]
            #expect(texts.allSatisfy { $0.status == 401 && $0.response.text == wrong.response.text })
        }
    }

    @Test func `locks an account after failures, and forgets them after a success`() async throws {
        try await withLogins(options: [
            ("lockout_failure_attempts", "security_compliance", "2"), ("lockout_duration", "security_compliance", "1000"),
        ]) { (fixture: LoginFixture) async throws in
            for (password, status) in [("x", 401), (nil, 201), ("x", 401), ("y", 401), (nil, 401)] as [(String?, Int)] {
                #expect(try await fixture.logIn(LoginFixture.password("sue", password)).status == status)
            }
            let past = Timestamp(microseconds: Timestamp.now().microseconds - 1001 * 1_000_000)
            try await fixture.service.store.write {
                try $0.execute("UPDATE identity_login_failures SET last_failure_at = ?", [.integer(past.microseconds)])
            }
            for (password, status) in [("x", 401), (nil, 201)] as [(String?, Int)] {
                #expect(try await fixture.logIn(LoginFixture.password("sue", password)).status == status)
            }
        }
    }

    @Test func `an expired password opens nothing`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            try await fixture.service.write {
                try UserRecord.addPassword(
                    "$plain$old", ofUser: "sue", at: .now(), expiresAt: Timestamp(secondsSinceEpoch: 1), isSelfService: true, in: $0)
            }
            let (status, response) = try await fixture.logIn(LoginFixture.password("sue", "old"))
            #expect(status == 401 && response.text.contains("expired"))
            #expect(try await !fixture.logIn(LoginFixture.password("sue", "bad")).response.text.contains("expired"))
        }
    }

    @Test func `a token makes tokens of the same login, which do not live longer`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let first = try await fixture.logIn(LoginFixture.password("fred", scope: "unscoped"))
            let text = try #require(first.response.headers.first(name: "X-Subject-Token"))
            let second = try await fixture.logIn(LoginFixture.rescope(text, scope: ["project": ["id": .string(LoginFixture.demo)]]))
            let (old, new) = (try #require(first.response.json?["token"]), try #require(second.response.json?["token"]))
            #expect(second.status == 201 && new["methods"] == ["password", "token"] && new["expires_at"] == old["expires_at"])
            #expect(new["audit_ids"]?.arrayValue?.count == 2 && new["audit_ids"]?[1] == old["audit_ids"]?[0])
            let next = try #require(second.response.headers.first(name: "X-Subject-Token"))
            let third = try #require(try await fixture.logIn(LoginFixture.rescope(next, scope: "unscoped")).response.json?["token"])
            #expect(third["audit_ids"]?[1] == old["audit_ids"]?[0])
        }
        try await withLogins(options: [("allow_rescope_scoped_token", "token", "false")]) { (fixture: LoginFixture) async throws in
            #expect(try await fixture.logIn(LoginFixture.rescope(try await fixture.token("fred"))).status == 403)
            #expect(try await fixture.logIn(LoginFixture.rescope(try await fixture.token("fred", scope: "unscoped"))).status == 201)
        }
    }

    @Test func `several methods have to be about one user; rules of several factors hold`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let (fred, sue) = (try await fixture.token("fred"), try await fixture.token("sue"))
            func both(_ token: String) -> JSONValue {
                guard var auth = LoginFixture.password("fred")["auth"]?.objectValue, var identity = auth["identity"]?.objectValue else {
                    return .null
                }
                identity["methods"] = ["password", "token"]
                identity["token"] = ["id": .string(token)]
                auth["identity"] = .object(identity)
                return ["auth": .object(auth)]
            }
            #expect(try await fixture.logIn(both(fred)).status == 201)
            #expect(try await fixture.logIn(both(sue)).status == 401)
            try await fixture.service.write { transaction in
                let options = #"{"multi_factor_auth_enabled":true,"multi_factor_auth_rules":[["password","token"]]}"#
                try transaction.execute(
                    "UPDATE identity_users SET document = json_set(document, '$.options', json(?)) WHERE id = ?",
                    [.text(options), .text(LoginFixture.fred)])
            }
            #expect(try await fixture.logIn(LoginFixture.password("fred")).status == 401)
            #expect(try await fixture.logIn(both(fred)).status == 201)
        }
    }
}
