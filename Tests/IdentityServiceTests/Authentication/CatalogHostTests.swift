import Extensions
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Testing

@testable import IdentityService

@Suite struct `Catalogs and the host that was asked` {
    private static func urls(_ fixture: LoginFixture, host: String) async throws -> [String: String] {
        let body = LoginFixture.password("boss", scope: ["project": ["id": .string(LoginFixture.demo)]])
        let request = Request(
            method: .POST, target: "/v3/auth/tokens", body: RequestBody(buffer: ByteBuffer(bytes: body.serialized())), host: host)
        let (_, response) = try await fixture.send(request)
        let services = response.json?["token"]?["catalog"]?.arrayValue ?? []
        return Dictionary(
            services.map { ($0["type"]?.stringValue ?? "", $0["endpoints"]?[0]?["url"]?.stringValue ?? "") }, uniquingKeysWith: { $1 })
    }

    @Test func `apps on every address are where the login was; others are where they are`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let volume = RunningApp(name: "c", project: "cinder", url: "http://127.0.0.1:8776", isOnAnyAddress: true)
            let identity = RunningApp(name: "k", project: "keystone", url: "http://10.1.1.1:5000")
            try await fixture.service.appsChanged([volume, identity])
            for (host, shown) in [
                ("cloud.example.org:5000", "cloud.example.org"), ("10.0.0.7", "10.0.0.7"), ("[fd00::7]:5000", "[fd00::7]"),
                ("evil\" /:5000", "127.0.0.1"), ("", "127.0.0.1"), ("[", "127.0.0.1"), ("a@b:1", "127.0.0.1"),
            ] {
                let urls = try await Self.urls(fixture, host: host)
                #expect(urls["volumev3"] == "http://\(shown):8776/v3/\(LoginFixture.demo)", "\(host)")
                #expect(urls["identity"] == "http://10.1.1.1:5000/v3")
                #expect(urls["network"]?.hasPrefix("http://net/") == true)
            }
            // The app moves to an address of its own.
            try await fixture.service.appsChanged([
                RunningApp(name: "c", project: "cinder", url: "https://10.1.1.2:8776"), identity,
            ])
            #expect(try await Self.urls(fixture, host: "other:5000")["volumev3"] == "https://10.1.1.2:8776/v3/\(LoginFixture.demo)")
        }
    }
}
