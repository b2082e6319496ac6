import HTTPApplication
import JSONCodec
import NIOHTTP1
import StandardFilters
import Testing

struct StubValidator: TokenValidator {
    struct Unreachable: Error {}

    static let member = ValidatedToken(
        userID: "u1", userName: "fred", userDomainID: "default", userDomainName: "Default", projectID: "p1", projectName: "demo",
        projectDomainID: "default", projectDomainName: "Default", roles: ["member", "reader"], isAdminProject: true,
        serviceCatalog: "[]")

    /// A token that may make one kind of request.
    static var restricted: ValidatedToken {
        var token = member
        token.serviceTypes = ["network"]
        token.accessRules = [AccessRule(service: "network", method: "GET", path: "/networks/*")]
        return token
    }

    func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? {
        try Self.token(token, allowingExpired).map(TokenIdentity.init)
    }

    private static func token(_ text: String, _ allowingExpired: Bool) throws -> ValidatedToken? {
        switch text {
        case "good": Self.member
        case "expired" where allowingExpired: Self.member
        case "restricted": Self.restricted
        case "admin": ValidatedToken(userID: "root", systemScope: "all", roles: ["Admin"])
        case "service": ValidatedToken(userID: "nova", projectID: "sp", roles: ["service"])
        case "down": throw Unreachable()
        default: nil
        }
    }
}

@Suite("authtoken")
struct AuthTokenTests {
    private func filter(
        delays: Bool = false, includesCatalog: Bool = true, requiresRole: Bool = true, serviceType: String? = "network"
    ) -> AuthTokenFilter {
        AuthTokenFilter(
            settings: AuthTokenFilter.Settings(
                authenticateURI: "http://id:5000", delaysDecision: delays, includesCatalog: includesCatalog,
                requiresServiceTokenRole: requiresRole, serviceType: serviceType),
            validator: StubValidator(), logger: Harness.silent)
    }

    @Test(
        "without a valid token the answer is 401 with the way to get one",
        arguments: [
            [:], ["X-Auth-Token": ""], ["X-Auth-Token": "  "], ["X-Auth-Token": "bad"], ["X-Auth-Token": "good", "X-Service-Token": "bad"],
            ["X-Auth-Token": "good", "X-Service-Token": "good"], ["X-Service-Token": "service"],
            ["X-User-Id": "admin", "X-Identity-Status": "Confirmed"],
        ] as [HTTPHeaders])
    func unauthorized(headers: HTTPHeaders) async throws {
        let response = try await Harness.run(filter(), request: Harness.request(headers)) { _ in
            Issue.record("the application was asked")
            return Response(status: .ok)
        }
        #expect(response.status == .unauthorized)
        #expect(response.headers["WWW-Authenticate"] == ["Keystone uri=\"http://id:5000\""])
        #expect(response.headers["Content-Type"] == ["application/json"])
        #expect(response.json?["error"]?["code"] == 401)
        #expect(response.json?["error"]?["title"] == "Unauthorized")
        #expect(response.json?["error"]?["message"]?.stringValue?.isEmpty == false)
    }

    @Test("a valid token passes, and the headers say whose it is", arguments: ["X-Auth-Token", "X-Storage-Token"])
    func valid(header: String) async throws {
        let request = Harness.request([header: " good "])
        #expect(try await Harness.run(filter(), request: request).text == "inner")
        let expected = [
            "X-Identity-Status": "Confirmed", "X-User-Id": "u1", "X-User-Name": "fred", "X-User-Domain-Id": "default",
            "X-User-Domain-Name": "Default", "X-Project-Id": "p1", "X-Project-Name": "demo", "X-Project-Domain-Id": "default",
            "X-Project-Domain-Name": "Default", "X-Roles": "member,reader", "X-Is-Admin-Project": "True", "X-Service-Catalog": "[]",
            "X-User": "fred", "X-Tenant-Id": "p1", "X-Tenant-Name": "demo", "X-Tenant": "demo", "X-Role": "member,reader",
        ]
        for (name, value) in expected { #expect(request.headers[name] == [value], "\(name)") }
        for name in ["X-Domain-Id", "X-Domain-Name", "OpenStack-System-Scope", "X-Service-Identity-Status", "X-Service-User-Id"] {
            #expect(!request.headers.contains(name: name), "\(name)")
        }
    }

    @Test("what a client says about itself is removed, however it is spelt")
    func spoofing() async throws {
        let names = [
            "X-Identity-Status", "X-User-Id", "X-User-Name", "X-User-Domain-Id", "X-User-Domain-Name", "X-Project-Id", "X-Project-Name",
            "X-Project-Domain-Id", "X-Project-Domain-Name", "X-Domain-Id", "X-Domain-Name", "X-Roles", "X-Is-Admin-Project",
            "X-Service-Catalog", "X-User", "X-Role", "X-Tenant-Id", "X-Tenant-Name", "X-Tenant", "OpenStack-System-Scope",
            "X-Service-Identity-Status", "X-Service-User-Id", "X-Service-User-Name", "X-Service-User-Domain-Id",
            "X-Service-User-Domain-Name", "X-Service-Project-Id", "X-Service-Project-Name", "X-Service-Project-Domain-Id",
            "X-Service-Project-Domain-Name", "X-Service-Domain-Id", "X-Service-Domain-Name", "X-Service-Roles",
        ]
        for name in names {
            for spelling in [
                name, name.lowercased(), name.uppercased(), name.replacing("-", with: "_"), name.lowercased().replacing("-", with: "_"),
            ] {
                let request = Harness.request([spelling: "spoofed", "X-Other": "kept", "X-Users": "kept"])
                request.headers.add(name: spelling, value: "spoofed again")
                _ = try await Harness.run(filter(delays: true), request: request)
                #expect(!request.headers.contains { $0.value.hasPrefix("spoofed") }, "\(spelling)")
                #expect(request.headers["X-Identity-Status"] == ["Invalid"])
                #expect(request.headers["X-Other"] == ["kept"])
                #expect(request.headers["X-Users"] == ["kept"])
            }
        }
    }

    @Test("a spoofed role does not reach the context of a valid token")
    func spoofedContext() async throws {
        let request = Harness.request([
            "X-Auth-Token": "good", "X-Roles": "admin", "x_roles": "admin", "X-Project-Id": "other", "X-User-Id": "root",
        ])
        _ = try await Harness.run(filter(), KeystoneContextFilter(.network, logger: Harness.silent), request: request)
        #expect(request.context.roles == ["member", "reader"])
        #expect(request.context.projectID == "p1")
        #expect(request.context.userID == "u1")
        #expect(!request.context.isAdmin)
    }

    /// A filter between `authtoken` and `keystonecontext`.
    struct Between: Filter {
        let change: @Sendable (Request) -> Void

        func respond(to request: Request, next: Next) async throws -> Response {
            change(request)
            return try await next(request)
        }
    }

    @Test(
        "a filter between sees what the token says, and what it changes counts",
        arguments: [
            ("nothing", ["member", "reader"], "u1"), ("reads", ["member", "reader"], "u1"), ("takes roles", [], "u1"),
            ("gives a role", ["admin"], "u1"), ("gives another user", ["member", "reader"], "u2"),
            ("adds something else", ["member", "reader"], "u1"),
        ])
    func between(change: String, roles: [String], user: String) async throws {
        let between = Between { request in
            switch change {
            case "reads": #expect(request.headers["X-Roles"] == ["member,reader"] && request.headers["X-Auth-Token"] == ["good"])
            case "takes roles":
                request.headers.remove(name: "X-Roles")
                request.headers.remove(name: "X-Role")
            case "gives a role": request.headers.replaceOrAdd(name: "X-Roles", value: "admin")
            case "gives another user": request.headers.replaceOrAdd(name: "X-User-Id", value: "u2")
            case "adds something else": request.headers.add(name: "X-Roles-Seen", value: "1")
            default: break
            }
        }
        let request = Harness.request(["X-Auth-Token": "good"])
        _ = try await Harness.run(filter(), between, KeystoneContextFilter(.network, logger: Harness.silent), request: request)
        #expect(request.context.roles == roles && request.context.userID == user && request.context.isAdmin == (roles == ["admin"]))
        #expect(request.context.authToken == "good" && request.context.projectName == "demo" && request.context.serviceCatalog == "[]")
        // Whoever looks afterwards sees everything once.
        #expect(request.headers["X-User-Id"] == [user] && request.headers["X-Identity-Status"] == ["Confirmed"])
        #expect(request.headers["X-Service-Catalog"] == ["[]"])
    }

    @Test("each of the callers that take turns is told from the others")
    func turns() async throws {
        let filter = filter()
        for _ in 0..<2 {
            for (token, user, isAdmin) in [("good", "u1", false), ("admin", "root", true), ("service", "nova", false)] {
                let request = Harness.request(["X-Auth-Token": token])
                _ = try await Harness.run(filter, KeystoneContextFilter(.volume, logger: Harness.silent), request: request)
                #expect(request.context.userID == user && request.context.isAdmin == isAdmin)
                #expect(request.context.systemScope == (isAdmin ? "all" : nil))
            }
        }
    }

    @Test("a delayed decision passes the request on, marked", arguments: [("bad", "Invalid"), ("good", "Confirmed")])
    func delayed(token: String, status: String) async throws {
        let request = Harness.request(["X-Auth-Token": token])
        #expect(try await Harness.run(filter(delays: true), request: request).text == "inner")
        #expect(request.headers["X-Identity-Status"] == [status])
    }

    @Test("a 401 from inside names the identity endpoint too")
    func innerUnauthorized() async throws {
        let response = try await Harness.run(filter(), request: Harness.request(["X-Auth-Token": "good"])) { _ in
            Response(status: .unauthorized)
        }
        #expect(response.headers["WWW-Authenticate"] == ["Keystone uri=\"http://id:5000\""])
    }

    @Test("when tokens cannot be checked the answer is 503, unless the decision is delayed")
    func unreachable() async throws {
        let response = try await Harness.run(filter(), request: Harness.request(["X-Auth-Token": "down"]))
        #expect(response.status == .serviceUnavailable)
        #expect(response.json?["error"]?["code"] == 503)
        let request = Harness.request(["X-Auth-Token": "down"])
        #expect(try await Harness.run(filter(delays: true), request: request).text == "inner")
        #expect(request.headers["X-Identity-Status"] == ["Invalid"])
    }

    @Test(
        "a token that expired counts only beside a service token with the role",
        arguments: [(nil, false, false), ("service", true, true), ("good", false, false), ("bad", false, false)] as [(String?, Bool, Bool)])
    func expired(service: String?, passes: Bool, passesLeniently: Bool) async throws {
        for (filter, expected) in [(filter(), passes), (filter(requiresRole: false), passesLeniently)] {
            let request = Harness.request(["X-Auth-Token": "expired"])
            if let service { request.headers.add(name: "X-Service-Token", value: service) }
            #expect(try await Harness.run(filter, request: request).status == (expected ? .ok : .unauthorized))
        }
    }

    @Test(
        "access rules let the requests pass that they name",
        arguments: [
            (HTTPMethod.GET, "/networks/1", true), (.GET, "/networks", false), (.GET, "/networks/1/x", false),
            (.DELETE, "/networks/1", false),
            (.GET, "/ports/1", false),
        ])
    func accessRules(method: HTTPMethod, path: String, passes: Bool) async throws {
        let expected: HTTPResponseStatus = passes ? .ok : .unauthorized
        #expect(try await Harness.run(filter(), request: Harness.request(method, path, ["X-Auth-Token": "restricted"])).status == expected)
        for serviceType in [nil, "volume"] {
            let request = Harness.request(method, path, ["X-Auth-Token": "restricted"])
            #expect(try await Harness.run(filter(serviceType: serviceType), request: request).status == .unauthorized)
        }
        let passedOn = Harness.request(method, path, ["X-Auth-Token": "restricted", "X-Service-Token": "service"])
        #expect(try await Harness.run(filter(), request: passedOn).status == .ok)
    }

    @Test(
        "patterns of access rules",
        arguments: [
            ("/v2.0/networks", "/v2.0/networks", true), ("/v2.0/networks", "/v2x0/networks", false), ("/a/*", "/a/", false),
            ("/a/*", "/a/b", true),
            ("/a/*/c", "/a/b/c", true), ("/a/*/c", "/a/b/b/c", false), ("/a/{id}/c", "/a/xyz/c", true), ("/a/**", "/a/", true),
            ("/a/**", "/a/b/c/d", true), ("/a/**/z", "/a/b/c/z", true), ("**", "", true), ("/a/p-*", "/a/p-1", true),
            ("/a/p-*", "/a/q-1", false),
            ("/a/{id", "/a/{id", true), ("/a", "/a/b", false), ("", "/", false),
        ])
    func patterns(pattern: String, path: String, matches: Bool) {
        #expect(AccessRule(service: "network", method: "GET", path: pattern).matches(path) == matches)
    }

    @Test("a service token that is valid and has the role says whose it is")
    func serviceToken() async throws {
        let request = Harness.request(["X-Auth-Token": "good", "X-Service-Token": "service"])
        _ = try await Harness.run(filter(), KeystoneContextFilter(.network, logger: Harness.silent), request: request)
        #expect(request.headers["X-Service-Identity-Status"] == ["Confirmed"])
        #expect(request.headers["X-Service-User-Id"] == ["nova"])
        #expect(request.context.serviceUserID == "nova")
        #expect(request.context.serviceProjectID == "sp")
        #expect(request.context.serviceRoles == ["service"])
        let lenient = Harness.request(["X-Auth-Token": "good", "X-Service-Token": "good"])
        #expect(try await Harness.run(filter(requiresRole: false), request: lenient).text == "inner")
    }

    @Test("the catalog is left out when so configured")
    func noCatalog() async throws {
        let request = Harness.request(["X-Auth-Token": "good"])
        _ = try await Harness.run(filter(includesCatalog: false), request: request)
        #expect(!request.headers.contains(name: "X-Service-Catalog"))
    }

    @Test("with no identity service every request is refused")
    func noValidator() async throws {
        let filter = AuthTokenFilter(
            settings: .init(authenticateURI: "http://id"), validator: NoTokenValidator(), logger: Harness.silent)
        #expect(try await Harness.run(filter, request: Harness.request(["X-Auth-Token": "good"])).status == .unauthorized)
    }
}
