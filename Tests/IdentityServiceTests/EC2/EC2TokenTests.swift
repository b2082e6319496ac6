import APIResources
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Persistence
import Testing

@testable import IdentityService

@Suite struct `Tokens for EC2 and S3 services` {
    /// Fred's key for the project `demo`, made by himself.
    private static func key(_ fixture: LoginFixture) async throws -> (access: String, secret: String) {
        let fred = try await fixture.token("fred")
        let made = try await fixture.send(
            .POST, "/v3/users/\(LoginFixture.fred)/credentials/OS-EC2", ["tenant_id": .string(LoginFixture.demo)], token: fred)
        let credential = try #require(made.response.json?["credential"])
        return (credential["access"]?.stringValue ?? "", credential["secret"]?.stringValue ?? "")
    }

    /// What an EC2 service sends about a request of `key`.
    private static func body(_ key: (access: String, secret: String), at time: Timestamp = .now(), wrapper: String = "credentials")
        -> JSONValue
    {
        var given: JSONObject = [
            "access": .string(key.access), "host": "ec2:8773", "verb": "GET", "path": "/",
            "params": [
                "SignatureVersion": "2", "Action": "Do", "Timestamp": .string(time.identityTime), "AWSAccessKeyId": .string(key.access),
            ],
        ]
        let signature = EC2Request(given).flatMap { EC2Signer(secret: key.secret).signature(of: $0) }
        given["signature"] = .string(signature ?? "")
        return .object([wrapper: .object(given)])
    }

    @Test func `a service learns who signed; nobody else may ask, and the token is for others only`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let key = try await Self.key(fixture)
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let (status, response) = try await fixture.send(.POST, "/v3/ec2tokens", Self.body(key), token: nova)
            let token = try #require(response.json?["token"])
            #expect(status == 200 && token["methods"] == ["ec2credential"] && token["user"]?["name"] == "fred")
            #expect(token["project"]?["id"] == .string(LoginFixture.demo) && token["roles"] == fixture.views("member", "reader"))
            #expect(token["catalog"]?.arrayValue?.isEmpty == false)
            let text = try #require(response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.ask(.GET, caller: nova, subject: text) == 200)
            #expect(try await fixture.send(.GET, "/v3/auth/projects", token: text).status == 403)
            #expect(try await fixture.send(.GET, "/v3/users/\(LoginFixture.fred)", token: text).status == 403)

            #expect(try await fixture.send(.POST, "/v3/ec2tokens", Self.body(key), token: try await fixture.token("fred")).status == 403)
            let request = Request(
                method: .POST, target: "/v3/ec2tokens", body: RequestBody(buffer: .init(bytes: Self.body(key).serialized())))
            #expect(try await fixture.send(request).status == 401)
            let old = Timestamp(microseconds: Timestamp.now().microseconds - 16 * 60_000_000)
            for (body, status) in [
                (Self.body(key, wrapper: "credential"), 200), (Self.body(key, wrapper: "ec2Credentials"), 200), ([:], 401),
                (Self.body((key.access, "other")), 401), (Self.body(("unknown", key.secret)), 404), (Self.body(key, at: old), 401),
                (["credentials": ["access": .string(key.access)]], 401),
            ] as [(JSONValue, Int)] {
                #expect(try await fixture.send(.POST, "/v3/ec2tokens", body, token: nova).status == status, "\(body)")
            }
            #expect(try await fixture.send(.POST, "/v3/ec2tokens", token: nova).status == 400)
            let empty: JSONValue = ["credential": ["type": "ec2", "project_id": .string(LoginFixture.demo), "blob": #"{"access":"open"}"#]]
            #expect(try await fixture.identity.send(.POST, "/v3/credentials", empty).status == 201)
            #expect(try await fixture.send(.POST, "/v3/ec2tokens", Self.body(("open", "")), token: nova).status == 401)
            try await fixture.service.write {
                try AssignmentRecord(.user(LoginFixture.fred), .project(LoginFixture.demo), roleID: fixture.roles["member"] ?? "").delete(
                    in: $0)
            }
            #expect(try await fixture.send(.POST, "/v3/ec2tokens", Self.body(key), token: nova).status == 401)
        }
    }

    @Test func `an S3 service gets the answer without a token`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let key = try await Self.key(fixture)
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let text = "AWS4-HMAC-SHA256\n20261121T200000Z\n20261121/one/s3/aws4_request\nhash"
            let signature = EC2Signer(secret: key.secret).signature4(of: text, date: "20261121", region: "one", service: "s3")
            func body(_ signature: String) -> JSONValue {
                [
                    "credentials": [
                        "access": .string(key.access), "signature": .string(signature),
                        "token": .string(Base64.encode(Array(text.utf8), .urlSafe, padding: true)),
                    ]
                ]
            }
            let (status, response) = try await fixture.send(.POST, "/v3/s3tokens", body(signature), token: nova)
            #expect(status == 200 && response.json?["token"]?["user"]?["id"] == .string(LoginFixture.fred))
            #expect(response.headers.first(name: "X-Subject-Token") == nil)
            #expect(try await fixture.send(.POST, "/v3/s3tokens", body(signature + "0"), token: nova).status == 401)
            #expect(try await fixture.send(.POST, "/v3/s3tokens", body(signature), token: try await fixture.token("sue")).status == 403)
        }
    }

    @Test func `delegations reach no credentials, except keys when the configuration wants it`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let consumer = try await fixture.grantedConsumer("admin")
            let text = try #require(try await fixture.logIn(consumer).response.headers.first(name: "X-Subject-Token"))
            let boss = try await fixture.token("boss", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let (path, tenant) = ("/v3/users/boss/credentials/OS-EC2", ["tenant_id": .string(LoginFixture.demo)] as JSONValue)
            let made = try await fixture.send(.POST, path, tenant, token: boss).response.json?["credential"]
            let access = made?["access"]?.stringValue ?? ""
            #expect(try await fixture.send(.POST, path, tenant, token: text).status == 403)
            #expect(try await fixture.send(.GET, path, token: text).status == 403)
            for method in [HTTPMethod.GET, .DELETE] {
                #expect(try await fixture.send(method, path + "/" + access, token: text).status == 403)
                #expect(try await fixture.send(method, "/v3/credentials/" + EC2Credential.id(access: access), token: text).status == 403)
            }
            let item = "/v3/credentials/" + EC2Credential.id(access: access)
            let change: JSONValue = ["credential": ["blob": .string(#"{"access":"\#(access)","secret":"mine"}"#)]]
            #expect(try await fixture.send(.PATCH, item, change, token: text).status == 403)
            #expect(try await fixture.send(.POST, "/v3/credentials", Self.credential("totp"), token: text).status == 403)
            #expect(try await fixture.send(.POST, "/v3/credentials", Self.credential("totp"), token: boss).status == 201)
            #expect(try await fixture.send(.GET, "/v3/credentials", token: text).response.json?["credentials"] == [])
            #expect(try await fixture.send(.GET, item, token: boss).status == 200)
        }
        let option = ("allow_insecure_admin_trust_cross_project_credentials_access", "security_compliance", "true")
        try await withLogins(options: [(name: option.0, group: option.1, value: option.2)]) { (fixture: LoginFixture) async throws in
            let consumer = try await fixture.grantedConsumer("admin")
            let text = try #require(try await fixture.logIn(consumer).response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.send(.POST, "/v3/credentials", Self.credential("totp"), token: text).status == 403)
            let made = try await fixture.send(.POST, "/v3/credentials", Self.credential("ec2"), token: text)
            let blob = made.response.json?["credential"]?["blob"]?.stringValue ?? ""
            #expect(made.status == 201 && blob.contains(consumer.token?.key ?? "none"))
            // The key stands for the consumer, whoever changes it, and for as long as the consumer's token is there.
            let item = "/v3/credentials/" + EC2Credential.id(access: "mine")
            let freed: JSONValue = ["credential": ["blob": #"{"access":"mine","secret":"s"}"#]]
            #expect(try await fixture.identity.send(.PATCH, item, freed).status == 400)
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let body = Self.body(("mine", "s"))
            let token = try await fixture.send(.POST, "/v3/ec2tokens", body, token: nova).response.json?["token"]
            #expect(token?["OS-OAUTH1"]?["consumer_id"] == .string(consumer.key) && token?["user"]?["name"] == "boss")
            try await fixture.service.write { try $0.execute("DELETE FROM identity_access_tokens") }
            #expect(try await fixture.send(.POST, "/v3/ec2tokens", body, token: nova).status == 401)
        }
    }

    private static func credential(_ type: String) -> JSONValue {
        [
            "credential": [
                "type": .string(type), "user_id": "boss", "project_id": .string(LoginFixture.demo),
                "blob": #"{"access":"mine","secret":"s"}"#,
            ]
        ]
    }

    @Test func `without the method's name among those that are allowed no signature gives a token`() async throws {
        try await withLogins(options: [(name: "methods", group: "auth", value: "password,token")]) { (fixture: LoginFixture) async throws in
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            #expect(try await fixture.send(.POST, "/v3/ec2tokens", Self.body(try await Self.key(fixture)), token: nova).status == 503)
        }
    }

    @Test func `delegations make no application credentials and no trusts`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let consumer = try await fixture.grantedConsumer()
            let text = try #require(try await fixture.logIn(consumer).response.headers.first(name: "X-Subject-Token"))
            let path = "/v3/users/boss/application_credentials"
            #expect(try await fixture.send(.GET, path, token: text).status == 403)
            #expect(try await fixture.send(.POST, path, ["application_credential": ["name": "x"]], token: text).status == 403)
            let trust: JSONValue = [
                "trust": [
                    "trustor_user_id": "boss", "trustee_user_id": "sue", "impersonation": true,
                    "project_id": .string(LoginFixture.demo), "roles": [["name": "member"]],
                ]
            ]
            #expect(try await fixture.send(.POST, "/v3/OS-TRUST/trusts", trust, token: text).status == 403)
            let boss = try await fixture.token("boss", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let made = try await fixture.send(
                .POST, path, ["application_credential": ["name": "x", "secret": "s", "unrestricted": true]], token: boss)
            #expect(made.status == 201)
            let login: JSONValue = [
                "auth": [
                    "identity": [
                        "methods": ["application_credential"],
                        "application_credential": ["id": made.response.json?["application_credential"]?["id"] ?? "", "secret": "s"],
                    ]
                ]
            ]
            let credential = try #require(try await fixture.logIn(login).response.headers.first(name: "X-Subject-Token"))
            #expect(try await fixture.send(.POST, "/v3/OS-TRUST/trusts", trust, token: credential).status == 403)
            #expect(try await fixture.send(.GET, "/v3/OS-TRUST/trusts?trustor_user_id=boss", token: credential).status == 403)
            #expect(try await fixture.send(.POST, "/v3/OS-TRUST/trusts", trust, token: boss).status == 201)
        }
    }
}
