import HTTPApplication
import NIOHTTP1
import StandardFilters
import Testing

@Suite("cors")
struct CORSTests {
    private static let policy = CORSPolicy(
        allowedOrigins: ["http://a.example", "https://b.example:8443"], exposedHeaders: ["X-Auth-Token", "X-Other"], maximumAge: 60,
        allowedMethods: ["GET", "PUT"], allowedHeaders: ["X-Auth-Token"])

    @Test("without a policy every request passes as it is")
    func passThrough() async throws {
        for filter in [CORSFilter([]), CORSFilter([CORSPolicy(allowedOrigins: [])])] {
            let response = try await Harness.run(
                filter, request: Harness.request(.OPTIONS, "/", ["Origin": "http://a", "Access-Control-Request-Method": "GET"]))
            #expect(response.text == "inner")
            #expect(response.headers.map(\.name) == ["Content-Type"])
        }
    }

    @Test("an allowed origin gets its headers", arguments: ["http://a.example", "https://b.example:8443"])
    func allowed(origin: String) async throws {
        let response = try await Harness.run(CORSFilter([Self.policy]), request: Harness.request(["Origin": origin]))
        #expect(response.status == .ok)
        #expect(response.headers["Access-Control-Allow-Origin"] == [origin])
        #expect(response.headers["Access-Control-Allow-Credentials"] == ["true"])
        #expect(response.headers["Access-Control-Expose-Headers"] == ["X-Auth-Token,X-Other"])
        #expect(response.headers["Vary"] == ["Origin"])
        #expect(!response.headers.contains(name: "Access-Control-Max-Age"))
    }

    @Test(
        "an origin that is not listed gets none",
        arguments: ["http://evil.example", "https://a.example", "http://a.example:80", "null", ""])
    func unlisted(origin: String) async throws {
        for headers: HTTPHeaders in [["Origin": origin], ["Origin": origin, "Access-Control-Request-Method": "GET"]] {
            for method in [HTTPMethod.GET, .OPTIONS] {
                let response = try await Harness.run(CORSFilter([Self.policy]), request: Harness.request(method, "/", headers))
                #expect(response.status == .ok)
                #expect(!response.headers.contains { $0.name.lowercased().hasPrefix("access-control") || $0.name == "Vary" })
            }
        }
    }

    @Test("no Origin, no headers")
    func noOrigin() async throws {
        let response = try await Harness.run(CORSFilter([Self.policy]), request: Harness.request())
        #expect(response.headers.map(\.name) == ["Content-Type"])
    }

    struct Preflight: Sendable, CustomTestStringConvertible {
        var method: String
        var headers: String?
        var isAllowed: Bool
        var testDescription: String { "\(method) \(headers ?? "-")" }
    }

    @Test(
        "a preflight is answered 200 without the application; method and headers decide about the allowing headers",
        arguments: [
            Preflight(method: "GET", headers: nil, isAllowed: true), Preflight(method: "PUT", headers: "x-auth-token", isAllowed: true),
            Preflight(method: "PUT", headers: "Content-Type, X-AUTH-TOKEN,accept", isAllowed: true),
            Preflight(method: "DELETE", headers: nil, isAllowed: false), Preflight(method: "get", headers: nil, isAllowed: false),
            Preflight(method: "GET", headers: "X-Evil", isAllowed: false),
            Preflight(method: "GET", headers: "X-Auth-Token, X-Evil", isAllowed: false),
            Preflight(method: "GET", headers: "", isAllowed: true),
        ])
    func preflight(preflight: Preflight) async throws {
        let request = Harness.request(
            .OPTIONS, "/", ["Origin": "http://a.example", "Access-Control-Request-Method": preflight.method])
        if let headers = preflight.headers { request.headers.add(name: "Access-Control-Request-Headers", value: headers) }
        let response = try await Harness.run(CORSFilter([Self.policy]), request: request) { _ in
            Issue.record("the application was asked")
            return Response(status: .notFound)
        }
        #expect(response.status == .ok)
        #expect(response.text.isEmpty)
        #expect(response.headers["Access-Control-Allow-Origin"] == (preflight.isAllowed ? ["http://a.example"] : []))
        #expect(response.headers["Access-Control-Allow-Methods"] == (preflight.isAllowed ? [preflight.method] : []))
        #expect(response.headers["Access-Control-Max-Age"] == (preflight.isAllowed ? ["60"] : []))
        #expect(response.headers["Vary"] == (preflight.isAllowed ? ["Origin"] : []))
        let asked = preflight.headers?.replacing(" ", with: "") ?? ""
        #expect(response.headers["Access-Control-Allow-Headers"] == (preflight.isAllowed && !asked.isEmpty ? [asked] : []))
        #expect(!response.headers.contains(name: "Access-Control-Expose-Headers"))
    }

    @Test("OPTIONS without a requested method is the application's")
    func plainOptions() async throws {
        let response = try await Harness.run(
            CORSFilter([Self.policy]), request: Harness.request(.OPTIONS, "/", ["Origin": "http://a.example"]))
        #expect(response.text == "inner")
        #expect(response.headers["Access-Control-Allow-Origin"] == ["http://a.example"])
    }

    @Test("* allows every origin, a listed one by its name")
    func wildcard() async throws {
        let any = CORSPolicy(allowedOrigins: ["*"], allowsCredentials: false)
        let filter = CORSFilter([Self.policy, any])
        let stranger = try await Harness.run(filter, request: Harness.request(["Origin": "http://c.example"]))
        #expect(stranger.headers["Access-Control-Allow-Origin"] == ["*"])
        #expect(!stranger.headers.contains(name: "Access-Control-Allow-Credentials"))
        let listed = try await Harness.run(filter, request: Harness.request(["Origin": "http://a.example"]))
        #expect(listed.headers["Access-Control-Allow-Origin"] == ["http://a.example"])
        #expect(listed.headers["Access-Control-Allow-Credentials"] == ["true"])
    }

    @Test("Vary keeps what it says, and an application that knows CORS is left alone")
    func existingHeaders() async throws {
        let filter = CORSFilter([Self.policy])
        let varied = try await Harness.run(filter, request: Harness.request(["Origin": "http://a.example"])) { _ in
            Response(status: .ok, headers: ["Vary": "X-Auth-Token"])
        }
        #expect(varied.headers["Vary"] == ["X-Auth-Token", "Origin"])
        let already = try await Harness.run(filter, request: Harness.request(["Origin": "http://a.example"])) { _ in
            Response(status: .ok, headers: ["Vary": "X-Auth-Token, origin"])
        }
        #expect(already.headers["Vary"] == ["X-Auth-Token, origin"])
        let own = try await Harness.run(filter, request: Harness.request(["Origin": "http://a.example"])) { _ in
            Response(status: .ok, headers: ["Access-Control-Allow-Origin": "mine"])
        }
        #expect(own.headers["Access-Control-Allow-Origin"] == ["mine"])
        #expect(!own.headers.contains(name: "Vary"))
    }
}
