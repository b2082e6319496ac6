import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Testing

@testable import IdentityService

@Suite struct `OAuth 2.0 clients and revocation events` {
    private static func ask(_ fixture: LoginFixture, _ form: String, _ headers: HTTPHeaders = [:]) async throws -> (
        status: Int, response: Response
    ) {
        try await fixture.send(
            Request(method: .POST, target: "/v3/OS-OAUTH2/token", headers: headers, body: RequestBody(buffer: ByteBuffer(string: form))))
    }

    @Test func `an application credential is the client's id and secret`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let fred = try await fixture.token("fred")
            let made = try await fixture.send(
                .POST, "/v3/users/\(LoginFixture.fred)/application_credentials",
                ["application_credential": ["name": "x", "secret": "a:b"]],
                token: fred)
            let id = made.response.json?["application_credential"]?["id"]?.stringValue ?? ""
            let basic = "Basic " + Base64.encode(Array("\(id):a:b".utf8), .ordinary, padding: true)
            let (status, response) = try await Self.ask(fixture, "grant_type=client_credentials", ["Authorization": basic])
            let answer = try #require(response.json)
            #expect(status == 200 && answer["token_type"] == "Bearer" && answer["expires_in"] == 3600)
            let token = try #require(try fixture.service.tokens.validate(answer["access_token"]?.stringValue ?? ""))
            #expect(token.applicationCredential?.id == id)
            let form = "grant_type=client_credentials&client_id=\(id)&client_secret=a%3Ab"
            #expect(try await Self.ask(fixture, form).status == 200)
            for (form, status, error) in [
                ("", 400, "invalid_request"), ("grant_type=password", 400, "unsupported_grant_type"),
                ("grant_type=client_credentials", 401, "invalid_client"), (form + "x", 401, "invalid_client"),
            ] {
                let (found, response) = try await Self.ask(fixture, form)
                #expect(found == status && response.json?["error"]?.stringValue == error)
                #expect((response.headers.first(name: "WWW-Authenticate") != nil) == (status == 401))
            }
        }
    }

    @Test func `events tell what was revoked, since a time`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let consumer = try await fixture.consumer()
            #expect(try await fixture.identity.send(.DELETE, "/v3/OS-OAUTH1/consumers/" + consumer.key).status == 204)
            let path = "/v3/OS-REVOKE/events"
            let events = try await fixture.send(.GET, path, token: nova).response.json?["events"]?.arrayValue
            let event = try #require(events?.last?.objectValue)
            #expect(Set(event.map(\.key)) == ["OS-OAUTH1:consumer_id", "issued_before", "revoked_at"])
            #expect(event["OS-OAUTH1:consumer_id"] == .string(consumer.key))
            let later = path + "?since=" + PercentEncoding.encode(event["revoked_at"]?.stringValue ?? "")
            #expect(try await fixture.send(.GET, later, token: nova).response.json?["events"] == [])
            #expect(try await fixture.send(.GET, path + "?since=yesterday", token: nova).status == 400)
            #expect(try await fixture.send(.GET, path, token: try await fixture.token("fred")).status == 403)
        }
    }

    @Test(arguments: [("auth/tokens/OS-PKI/revoked", 403), ("OS-SIMPLE-CERT/ca", 410), ("OS-SIMPLE-CERT/certificates", 410)])
    func `what is gone says so to everybody`(_ path: String, _ status: Int) async throws {
        try await withIdentity { (fixture: IdentityFixture) async throws in
            #expect(try await fixture.send(.GET, "/v3/" + path, by: .nobody).status == status)
        }
    }
}
