import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence
import Testing

@testable import IdentityService

@Suite struct `Consumers that act for users` {
    private static func withLogins(
        _ options: [(name: String, group: String, value: String)] = [], _ body: (LoginFixture) async throws -> Void
    ) async throws {
        try await withIdentity(options: options) { identity in try await body(try await LoginFixture(identity)) }
    }

    @Test func `a request token that the user authorizes becomes an access token, which logs in`() async throws {
        try await Self.withLogins { (fixture: LoginFixture) async throws in
            var consumer = try await fixture.consumer()
            let requested = try await fixture.request(&consumer)
            let form = QueryItems(parsing: requested.text)
            #expect(requested.status == 201 && form.items.map(\.name) == ["oauth_token", "oauth_token_secret", "oauth_expires_at"])
            let expiry = try #require(form.first("oauth_expires_at").flatMap(Timestamp.init(identityTime:)))
            #expect((28_790...28_800).contains((expiry.microseconds - Timestamp.now().microseconds) / 1_000_000))
            #expect(try await fixture.exchange(&consumer, verifier: "abcdefgh").status == 401)
            let verifier = try await fixture.authorize(consumer, "member")
            #expect(verifier.utf8.count == 8)
            #expect(try await fixture.exchange(&consumer, verifier: "abcdefgh").status == 401)
            let requestToken = consumer.token
            #expect(try await fixture.exchange(&consumer, verifier: verifier).status == 201)
            // Good for one exchange.
            var again = consumer
            again.token = requestToken
            #expect(try await fixture.exchange(&again, verifier: verifier).status == 404)
            let (status, response) = try await fixture.logIn(consumer)
            let token = try #require(response.json?["token"])
            #expect(status == 201 && token["methods"] == ["oauth1"] && token["user"]?["name"] == "boss")
            #expect(token["project"]?["id"] == .string(LoginFixture.demo) && token["roles"] == fixture.views("member", "reader"))
            #expect(token["OS-OAUTH1"] == ["access_token_id": .string(consumer.token?.key ?? ""), "consumer_id": .string(consumer.key)])
            let text = try #require(response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.ask(.GET, caller: text, subject: text) == 200)
            #expect(try await fixture.logIn(consumer, query: "?nocatalog").status == 201)
            #expect(try await fixture.logIn(LoginFixture.rescope(text)).status == 403)
        }
    }

    @Test func `a wrong signature, an old one and one of another consumer get nothing`() async throws {
        try await Self.withLogins { (fixture: LoginFixture) async throws in
            var consumer = try await fixture.consumer()
            let good = consumer
            consumer.secret += "x"
            #expect(try await fixture.request(&consumer).status == 401)
            consumer = good
            consumer.now = Timestamp(microseconds: Timestamp.now().microseconds - 660_000_000)
            #expect(try await fixture.request(&consumer).status == 400)
            consumer = good
            consumer.key = UUIDText.makeHex()
            #expect(try await fixture.request(&consumer).status == 404)
            #expect(try await fixture.send("/v3/OS-OAUTH1/request_token", ["Requested-Project-Id": LoginFixture.demo]).status == 400)
            let path = "/v3/OS-OAUTH1/request_token"
            #expect(try await fixture.send(path, try good.header(path, [("oauth_callback", "oob")])).status == 400)
            let granted = try await fixture.grantedConsumer()
            var stranger = try await fixture.consumer()
            stranger.token = granted.token
            #expect(try await fixture.logIn(stranger).status == 401)
            stranger = granted
            stranger.token?.secret = UUIDText.makeHex()
            #expect(try await fixture.logIn(stranger).status == 401)
            stranger.token?.key = UUIDText.makeHex()
            #expect(try await fixture.logIn(stranger).status == 404)
            #expect(try await fixture.logIn(OAuthConsumer.body).status == 400)
            #expect(try await fixture.logIn(granted).status == 201)
        }
    }

    @Test func `a signature covers query and form, and counts for the address that is published`() async throws {
        let options = [(name: "public_endpoint", group: "DEFAULT", value: "https://cloud.example/identity")]
        try await withIdentity(options: options) { (identity: IdentityFixture) async throws in
            let fixture = try await LoginFixture(identity)
            let (consumer, path) = (try await fixture.consumer(), "/v3/OS-OAUTH1/request_token")
            func ask(_ base: String, signed: String, query: String = "", form: String? = nil) async throws -> Int {
                var headers = try consumer.header(path, [("oauth_callback", "oob"), ("realm", "any")], at: base, arguments: signed)
                headers.add(name: "Requested-Project-Id", value: LoginFixture.demo)
                if form != nil { headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded") }
                let body = RequestBody(buffer: ByteBuffer(string: form ?? ""))
                return try await fixture.send(
                    Request(method: .POST, target: path + query, headers: headers, body: body, host: "id")
                ).status
            }
            #expect(try await ask("http://id", signed: "") == 201)
            #expect(try await ask("https://cloud.example/identity", signed: "") == 201)
            #expect(try await ask("https://other.example/identity", signed: "") == 401)
            #expect(try await ask("http://id", signed: "a=1&b=2", query: "?a=1", form: "b=2") == 201)
            #expect(try await ask("http://id", signed: "a=1", query: "?a=1", form: "b=2") == 401)
            #expect(try await ask("http://id", signed: "a=1", query: "?a=2") == 401)
        }
    }

    @Test func `only who has the roles authorizes, and nobody with a token of a delegation`() async throws {
        try await Self.withLogins { (fixture: LoginFixture) async throws in
            var consumer = try await fixture.consumer()
            _ = try await fixture.request(&consumer)
            let path = "/v3/OS-OAUTH1/authorize/\(consumer.token?.key ?? "")"
            let boss = try await fixture.token("boss", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let service: JSONValue = ["roles": [["id": .string(fixture.roles["service"] ?? "")]]]
            #expect(try await fixture.send(.PUT, path, service, token: boss).status == 401)
            #expect(try await fixture.send(.PUT, path, ["roles": [["name": "nothing"]]], token: boss).status == 404)
            #expect(try await fixture.send(.PUT, path, ["roles": [["id": "a", "name": "b"]]], token: boss).status == 400)
            let member: JSONValue = ["roles": [["name": "member"]]]
            #expect(try await fixture.send(.PUT, path, member, token: try await fixture.token("fred")).status == 403)
            #expect(try await fixture.send(.PUT, "/v3/OS-OAUTH1/authorize/none", member, token: boss).status == 404)
            let delegate = try await fixture.grantedConsumer("admin")
            let delegated = try #require(try await fixture.logIn(delegate).response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.send(.PUT, path, member, token: delegated).status == 403)
            #expect(try await fixture.send(.GET, "/v3/users/boss/OS-OAUTH1/access_tokens", token: delegated).status == 403)
            #expect(try await fixture.send(.PUT, path, member, token: boss).status == 200)
        }
    }

    @Test func `access tokens are listed and shown; with one, or with its consumer, or a role, go the tokens made from it`() async throws {
        try await Self.withLogins { (fixture: LoginFixture) async throws in
            let boss = try await fixture.token("boss", scope: ["project": ["id": .string(LoginFixture.demo)]])
            func text(_ consumer: OAuthConsumer) async throws -> String {
                try #require(try await fixture.logIn(consumer).response.headers.first(name: "X-Subject-Token"))
            }
            let (first, second) = (try await fixture.grantedConsumer(), try await fixture.grantedConsumer("admin"))
            let tokens = (try await text(first), try await text(second))
            let path = "/v3/users/boss/OS-OAUTH1/access_tokens"
            let item = path + "/" + (first.token?.key ?? "")
            let listed = try #require(try await fixture.send(.GET, path, token: boss).response.json?["access_tokens"]?.arrayValue)
            #expect(listed.map { $0["consumer_id"] } == [.string(first.key), .string(second.key)])
            let shown = try #require(try await fixture.send(.GET, item, token: boss).response.json?["access_token"]?.objectValue)
            #expect(Set(shown.map(\.key)) == ["id", "authorizing_user_id", "project_id", "consumer_id", "expires_at", "links"])
            #expect(shown["links"]?["roles"] == .string("http://id" + item + "/roles"))
            let roles = try await fixture.send(.GET, item + "/roles", token: boss).response.json?["roles"]
            #expect(roles?.arrayValue?.map { $0["name"] } == ["member"])
            let member = fixture.roles["member"] ?? ""
            #expect(try await fixture.send(.GET, item + "/roles/" + member, token: boss).response.json?["role"]?["name"] == "member")
            #expect(try await fixture.send(.GET, item + "/roles/" + (fixture.roles["admin"] ?? ""), token: boss).status == 404)
            let foreign = item.replacing("/users/boss/", with: "/users/fred/")
            for method in [HTTPMethod.GET, .DELETE] { #expect(try await fixture.send(method, foreign, token: boss).status == 404) }

            #expect(try fixture.isValid(tokens.0) && fixture.isValid(tokens.1))
            #expect(try await fixture.send(.DELETE, item, token: boss).status == 204)
            #expect(try !fixture.isValid(tokens.0) && fixture.isValid(tokens.1))
            #expect(try await fixture.logIn(first).status == 404)
            #expect(try await fixture.identity.send(.DELETE, "/v3/OS-OAUTH1/consumers/" + second.key).status == 204)
            #expect(try !fixture.isValid(tokens.1))
            #expect(try await fixture.logIn(second).status == 404)
            // A role that the user loses is lost to the consumer.
            let third = try await fixture.grantedConsumer("admin")
            let last = try await text(third)
            try await fixture.service.write {
                try AssignmentRecord(.user("boss"), .project(LoginFixture.demo), roleID: fixture.roles["admin"] ?? "").delete(in: $0)
                try AssignmentRecord(.user("boss"), .project(LoginFixture.demo), roleID: fixture.roles["reader"] ?? "").insert(in: $0)
            }
            #expect(try fixture.service.tokens.validate(last)?.roles.map(\.name) == ["reader"])
            #expect(try await fixture.identity.send(.DELETE, "/v3/users/boss").status == 204)
            #expect(try fixture.service.read { try $0.accessTokens(ofUser: "boss") }.isEmpty)
        }
    }

    @Test func `tokens of consumers live as long as the options say`() async throws {
        try await Self.withLogins([("request_token_duration", "oauth1", "0"), ("access_token_duration", "oauth1", "60")]) {
            (fixture: LoginFixture) async throws in
            var consumer = try await fixture.consumer()
            #expect(try await fixture.request(&consumer).text.contains("oauth_expires_at") == false)
            let verifier = try await fixture.authorize(consumer, "member")
            #expect(try await fixture.exchange(&consumer, verifier: verifier).text.contains("&oauth_expires_at=20"))
            let token = try #require(try await fixture.logIn(consumer).response.headers.first(name: "X-Subject-Token"))
            #expect(try fixture.isValid(token))
            try await fixture.service.write {
                try $0.execute("UPDATE identity_access_tokens SET expires_at = ?", [.integer(Timestamp.now().microseconds)])
            }
            #expect(try !fixture.isValid(token))
            #expect(try await fixture.logIn(consumer).status == 401)
            var late = try await fixture.consumer()
            _ = try await fixture.request(&late)
            try await fixture.service.write {
                try $0.execute("UPDATE identity_request_tokens SET expires_at = ?", [.integer(Timestamp.now().microseconds - 1_000_000)])
            }
            #expect(try await fixture.exchange(&late, verifier: "abcdefgh").text.contains("expired"))
        }
    }

    @Test func `secrets are stored encrypted, also those of an earlier version`() async throws {
        try await Self.withLogins { (fixture: LoginFixture) async throws in
            let consumer = try await fixture.grantedConsumer()
            let tables = ["identity_consumers", "identity_access_tokens", "identity_request_tokens"]
            func stored() throws -> [String] {
                try tables.flatMap { table in try fixture.service.store.rows("SELECT secret FROM \(table)") { $0.text(0) } }
            }
            #expect(try stored().count == 2)
            for secret in [consumer.secret, consumer.token?.secret ?? ""] { #expect(try !stored().contains { $0.contains(secret) }) }
            try await fixture.service.write {
                try $0.execute("UPDATE identity_consumers SET secret = ?", [.text(consumer.secret)])
            }
            #expect(try await fixture.logIn(consumer).status == 201)
            try await fixture.service.sealConsumerSecrets()
            #expect(try !stored().contains(consumer.secret))
            #expect(try await fixture.logIn(consumer).status == 201)
            // Nobody chooses a secret, or finds one kept among the other members.
            let path = "/v3/OS-OAUTH1/consumers"
            let given = try await fixture.identity.send(.POST, path, ["consumer": ["secret": "mine", "more": 1]]).json["consumer"]
            let id = given?["id"]?.stringValue ?? ""
            #expect(given?["secret"] != "mine" && given?["more"] == 1)
            #expect(try await fixture.identity.send(.GET, path + "/" + id).json["consumer"]?["secret"] == nil)
            #expect(try await fixture.identity.send(.PATCH, path + "/" + id, ["consumer": ["secret": "mine"]]).status == 400)
        }
    }
}
