import HTTPApplication
import JSONCodec
import NIOHTTP1
import Testing

@testable import StandardFilters

@Suite("authtoken with another identity service")
struct RemoteIdentityTests {
    private static let token: JSONValue = [
        "token": [
            "user": ["id": "u1", "name": "fred", "domain": ["id": "default", "name": "Default"]], "methods": ["password"],
            "project": ["id": "p1", "name": "demo", "domain": ["id": "default", "name": "Default"]],
            "roles": [["id": "r", "name": "member"]], "expires_at": "2999-01-01T00:00:00.000000Z",
            "catalog": [
                [
                    "type": "network", "name": "neutron",
                    "endpoints": [
                        ["interface": "public", "region": "One", "url": "http://n"],
                        ["interface": "internal", "region": "One", "url": "http://m"],
                        ["interface": "public", "region": "Two", "url": "http://o"],
                    ],
                ]
            ],
        ]
    ]

    private static func login(_ number: Int) -> (HTTPResponseStatus, HTTPHeaders, JSONValue?) {
        (.created, ["X-Subject-Token": "own-\(number)"], ["token": ["expires_at": "2999-01-01T00:00:00.000000Z", "catalog": []]])
    }

    private func withIdentity(
        options: String = "", _ answer: @escaping FakeIdentity.Answer, _ body: (FakeIdentity, any Application) async throws -> Void
    ) async throws {
        let identity = try await FakeIdentity(answer)
        let config = """
            [keystone_authtoken]
            auth_url = \(identity.url)
            username = nova
            password = s3cret
            project_name = service
            http_connect_timeout = 2
            \(options)
            """
        do {
            try await body(identity, try RegistrationTests.load(RegistrationTests.keystone, config: config))
        } catch {
            await identity.close()
            throw error
        }
        await identity.close()
    }

    private func ask(_ application: any Application, _ token: String = "theirs", service: String? = nil) async throws -> Request {
        let request = Harness.request(["X-Auth-Token": token])
        if let service { request.headers.add(name: "X-Service-Token", value: service) }
        request.context.requestID = "\(try await application.respond(to: request).status.code)"
        return request
    }

    @Test("the service logs in once, asks about a token once, and passes on what it learns")
    func valid() async throws {
        try await withIdentity({ asked, before in asked.method == .POST ? Self.login(before) : (.ok, [:], Self.token) }) {
            (identity: FakeIdentity, application: any Application) async throws in
            for _ in 0..<2 {
                let request = try await ask(application)
                #expect(request.context.requestID == "200")
                #expect(request.headers["X-Roles"] == ["member"] && request.headers["X-Project-Id"] == ["p1"])
                #expect(
                    request.headers["X-Service-Catalog"] == [
                        #"[{"type":"network","name":"neutron","endpoints":[{"region":"One","publicURL":"http://n","internalURL":"http://m"},{"region":"Two","publicURL":"http://o"}]}]"#
                    ])
            }
            let asked = identity.asked.value
            #expect(asked.map(\.uri) == ["/identity/v3/auth/tokens", "/identity/v3/auth/tokens"])
            let login = try JSONValue(parsing: asked[0].body)
            #expect(login["auth"]?["identity"]?["password"]?["user"]?["name"] == "nova")
            #expect(login["auth"]?["identity"]?["password"]?["user"]?["password"] == "s3cret")
            #expect(login["auth"]?["scope"]?["project"]?["name"] == "service")
            #expect(asked[1].headers["X-Auth-Token"] == ["own-0"] && asked[1].headers["X-Subject-Token"] == ["theirs"])
            #expect(asked[1].headers["OpenStack-Identity-Access-Rules"] == ["1"])
        }
    }

    @Test("what it does not know is refused, and asked again; nothing but visible characters is asked at all")
    func unknown() async throws {
        try await withIdentity({ asked, before in asked.method == .POST ? Self.login(before) : (.notFound, [:], nil) }) {
            (identity: FakeIdentity, application: any Application) async throws in
            for token in ["theirs", "theirs", "a b", "é", "a\u{1}b"] {
                #expect(try await ask(application, token).context.requestID == "401")
            }
            #expect(identity.asked.value.map(\.method) == [.POST, .GET, .GET])
        }
    }

    @Test("when its own token is refused the service logs in again, once")
    func ownTokenRefused() async throws {
        try await withIdentity({ asked, before in
            asked.method == .POST
                ? Self.login(before) : asked.headers["X-Auth-Token"] == ["own-0"] ? (.unauthorized, [:], nil) : (.ok, [:], Self.token)
        }) { (identity: FakeIdentity, application: any Application) async throws in
            #expect(try await ask(application).context.requestID == "200")
            #expect(try await ask(application, "other").context.requestID == "200")
            #expect(identity.asked.value.map(\.method) == [.POST, .GET, .POST, .GET, .GET])
        }
        try await withIdentity({ asked, before in asked.method == .POST ? Self.login(before) : (.unauthorized, [:], nil) }) {
            (identity: FakeIdentity, application: any Application) async throws in
            #expect(try await ask(application).context.requestID == "503")
            #expect(identity.asked.value.map(\.method) == [.POST, .GET, .POST, .GET])
        }
    }

    @Test(
        "an outage is a 503, whether it answers badly or not at all", arguments: [HTTPResponseStatus.internalServerError, .forbidden, .ok])
    func outage(status: HTTPResponseStatus) async throws {
        try await withIdentity({ asked, before in asked.method == .POST ? Self.login(before) : (status, [:], ["x": 1]) }) {
            (identity: FakeIdentity, application: any Application) async throws in
            #expect(try await ask(application).context.requestID == "503")
            await identity.close()
        }
        try await withIdentity(options: "http_request_max_retries = 1", { _, _ in (.unauthorized, [:], nil) }) {
            (identity: FakeIdentity, application: any Application) async throws in
            #expect(try await ask(application).context.requestID == "503")
        }
        let closed = try await FakeIdentity { _, _ in (.ok, [:], nil) }
        await closed.close()
        let application = try RegistrationTests.load(
            RegistrationTests.keystone,
            config: "[keystone_authtoken]\nauth_url = \(closed.url)\nusername = u\npassword = p\nhttp_request_max_retries = 1")
        #expect(try await ask(application).context.requestID == "503")
    }

    @Test("a service's token lets an expired one be asked for; it is not kept")
    func expired() async throws {
        try await withIdentity({ asked, before in
            if asked.method == .POST { return Self.login(before) }
            var body = Self.token.objectValue?["token"]?.objectValue ?? [:]
            if asked.headers["X-Subject-Token"] == ["service"] {
                body["roles"] = [["id": "s", "name": "service"]]
            } else if asked.uri.hasSuffix("allow_expired=1") {
                body["expires_at"] = "2020-01-01T00:00:00.000000Z"
            } else {
                return (.notFound, [:], nil)
            }
            return (.ok, [:], ["token": .object(body)])
        }) { (identity: FakeIdentity, application: any Application) async throws in
            #expect(try await ask(application).context.requestID == "401")
            #expect(try await ask(application, service: "service").context.requestID == "200")
            #expect(try await ask(application).context.requestID == "401")
        }
    }

    @Test("without a cache each request asks")
    func noCache() async throws {
        try await withIdentity(
            options: "token_cache_time = -1\ninclude_service_catalog = false",
            { asked, before in
                asked.method == .POST ? Self.login(before) : (.ok, [:], Self.token)
            }
        ) { (identity: FakeIdentity, application: any Application) async throws in
            for _ in 0..<3 { #expect(try await ask(application).context.requestID == "200") }
            #expect(identity.asked.value.dropFirst().map(\.uri) == Array(repeating: "/identity/v3/auth/tokens?nocatalog", count: 3))
        }
    }

    @Test(
        "addresses of identity services",
        arguments: [
            ("http://h", "h:80/v3"), ("https://h/", "h:443/v3"), ("http://h:5000/v3/", "h:5000/v3"),
            ("http://h/identity/v2.0", "h:80/identity/v3"),
            ("http://[::1]:35357", "[::1]:35357/v3"), ("ftp://h", nil), ("http://", nil), ("http://h:x", nil), ("h:5000", nil),
            ("http://u:p@h", nil), ("http://h:70000", nil), ("http://[::1", nil),
        ] as [(String, String?)])
    func addresses(text: String, expected: String?) {
        #expect(IdentityURL(text).map { $0.authority + $0.version3.path } == expected)
    }

    @Test("this program's own identity service needs no account; another one does")
    func own() throws {
        for host in ["127.0.0.1", "localhost", "[::1]"] {
            _ = try RegistrationTests.load(RegistrationTests.keystone, config: "[keystone_authtoken]\nauth_url = http://\(host):5000/v3\n")
        }
        #expect(throws: (any Error).self) {
            try RegistrationTests.load(RegistrationTests.keystone, config: "[keystone_authtoken]\nauth_url = http://elsewhere:5000\n")
        }
    }
}
