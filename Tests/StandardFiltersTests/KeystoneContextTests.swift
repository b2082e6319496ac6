import HTTPApplication
import NIOHTTP1
import StandardFilters
import Testing

@Suite("keystonecontext and keystone's own")
struct KeystoneContextTests {
    @Test(
        "headers that name no user are answered 401 without a body",
        arguments: [[:], ["X-User-Id": ""], ["X-Roles": "admin"]] as [HTTPHeaders])
    func noUser(headers: HTTPHeaders) async throws {
        for service in [KeystoneContextFilter.Service.network, .volume] {
            let response = try await Harness.run(
                KeystoneContextFilter(service, logger: Harness.silent), request: Harness.request(headers))
            #expect(response.status == .unauthorized)
            #expect(response.text.isEmpty)
        }
    }

    @Test("the context has what the headers say")
    func context() async throws {
        let request = Harness.request([
            "X-Auth-Token": "t", "X-User-Id": "u", "X-User-Name": "fred", "X-Project-Id": "p", "X-Project-Name": "demo", "X-Domain-Id": "d",
            "X-User-Domain-Id": "ud", "X-Project-Domain-Id": "pd", "OpenStack-System-Scope": "all", "X-Roles": " reader, ,Member",
            "X-Service-Catalog": "[]",
        ])
        request.context.requestID = "req-1"
        _ = try await Harness.run(KeystoneContextFilter(.network, logger: Harness.silent), request: request)
        let context = request.context
        #expect(context.userID == "u" && context.userName == "fred" && context.projectID == "p" && context.projectName == "demo")
        #expect(context.domainID == "d" && context.userDomainID == "ud" && context.projectDomainID == "pd" && context.systemScope == "all")
        #expect(context.roles == ["reader", "Member"])
        #expect(context.authToken == "t" && context.serviceCatalog == "[]" && context.requestID == "req-1")
        #expect(context.isAuthenticated && !context.isAdmin)
    }

    @Test("the older names count where the newer ones are missing")
    func olderNames() async throws {
        let request = Harness.request([
            "X-User": "u", "X-Tenant-Id": "p", "X-Tenant-Name": "demo", "X-Role": "admin", "X-Storage-Token": "t",
        ])
        _ = try await Harness.run(KeystoneContextFilter(.volume, logger: Harness.silent), request: request)
        #expect(request.context.userID == "u" && request.context.projectID == "p" && request.context.projectName == "demo")
        #expect(request.context.authToken == "t" && request.context.isAdmin)
    }

    @Test(
        "the role admin makes an administrator; for volumes only in the admin project",
        arguments: [
            ("Admin", "True", true, true), ("admin", "False", true, false), ("member", "True", false, false), ("", "True", false, false),
            ("administrator", "True", false, false),
        ])
    func admin(roles: String, isAdminProject: String, network: Bool, volume: Bool) async throws {
        for (service, expected) in [(KeystoneContextFilter.Service.network, network), (.volume, volume)] {
            let request = Harness.request(["X-User-Id": "u", "X-Roles": roles, "X-Is-Admin-Project": isAdminProject])
            _ = try await Harness.run(KeystoneContextFilter(service, logger: Harness.silent), request: request)
            #expect(request.context.isAdmin == expected)
        }
    }

    @Test("build_auth_context reads the token, never what the client says about itself")
    func buildAuthContext() async throws {
        let filter = TokenContextFilter(validator: StubValidator(), authenticateURI: "http://id", logger: Harness.silent)
        let anonymous = Harness.request(["X-User-Id": "root", "X-Roles": "admin"])
        #expect(try await Harness.run(filter, request: anonymous).text == "inner")
        #expect(!anonymous.context.isAuthenticated && anonymous.context.userID == nil && !anonymous.headers.contains(name: "X-Roles"))
        let admin = Harness.request(["X-Auth-Token": "admin"])
        #expect(try await Harness.run(filter, request: admin).text == "inner")
        #expect(admin.context.userID == "root" && admin.context.isAdmin && admin.context.systemScope == "all")
        let bad = try await Harness.run(filter, request: Harness.request(["X-Auth-Token": "bad"]))
        #expect(bad.status == .unauthorized)
        #expect(bad.headers["WWW-Authenticate"] == ["Keystone uri=\"http://id\""])
        #expect(try await Harness.run(filter, request: Harness.request(["X-Auth-Token": "down"])).status == .serviceUnavailable)
    }

    @Test(
        "admin_token_auth knows one token",
        arguments: [("ADMIN", "ADMIN", true), ("ADMIN", "ADMIM", false), ("", "", false), (nil, "", false)] as [(String?, String, Bool)])
    func adminToken(configured: String?, sent: String, isAdmin: Bool) async throws {
        let request = Harness.request(["X-Auth-Token": sent])
        let validator = TokenContextFilter(validator: NoTokenValidator(), authenticateURI: "http://id", logger: Harness.silent)
        let response = try await Harness.run(AdminTokenFilter(token: configured), TokenHeaderFilter(), validator, request: request)
        #expect(request.context.isAdmin == isAdmin)
        #expect(response.status == (isAdmin || sent.isEmpty ? .ok : .unauthorized))
        #expect(request.context.authToken == (sent.isEmpty ? nil : sent))
    }
}
