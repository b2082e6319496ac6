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

    func validate(_ token: String) async throws -> ValidatedToken? {
        switch token {
        case "good": Self.member
        case "admin": ValidatedToken(userID: "root", systemScope: "all", roles: ["Admin"])
        case "service": ValidatedToken(userID: "nova", projectID: "sp", roles: ["service"])
        case "down": throw Unreachable()
        default: nil
        }
    }
}

@Suite("authtoken")
struct AuthTokenTests {
    private func filter(delays: Bool = false, includesCatalog: Bool = true, requiresRole: Bool = true) -> AuthTokenFilter {
        AuthTokenFilter(
            settings: AuthTokenFilter.Settings(
                authenticateURI: "http://id:5000", delaysDecision: delays, includesCatalog: includesCatalog,
                requiresServiceTokenRole: requiresRole),
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

    @Test("when tokens cannot be checked the answer is 503", arguments: [false, true])
    func unreachable(delays: Bool) async throws {
        let response = try await Harness.run(filter(delays: delays), request: Harness.request(["X-Auth-Token": "down"]))
        #expect(response.status == .serviceUnavailable)
        #expect(response.json?["error"]?["code"] == 503)
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
