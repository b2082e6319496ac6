import HTTPApplication
import NIOHTTP1
import StandardFilters
import Testing

@Suite("http_proxy_to_wsgi")
struct ProxyHeadersTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var headers: HTTPHeaders
        var scheme = "http"
        var host = "api.example:9696"
        var client = "127.0.0.1"
        var script = "/v3"

        var testDescription: String { headers.description }
    }

    @Test(
        "the headers of proxies tell scheme, host, client and prefix",
        arguments: [
            Case(headers: [:]),
            Case(headers: ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "cloud"], scheme: "https", host: "cloud"),
            Case(headers: ["X-Forwarded-For": "10.0.0.9, 10.0.0.1"], client: "10.0.0.9"),
            Case(headers: ["X-Forwarded-For": "2001:db8::1"], client: "2001:db8::1"),
            Case(headers: ["X-Forwarded-Prefix": "/volume/"], script: "/volume/v3"),
            Case(headers: ["X-Forwarded-Prefix": "volume"]), Case(headers: ["X-Forwarded-Prefix": "/"]),
            Case(
                headers: ["Forwarded": "for=192.0.2.43;proto=https;host=cloud:8443, for=10.0.0.1;host=inner"], scheme: "https",
                host: "cloud:8443", client: "192.0.2.43"),
            Case(headers: ["Forwarded": "For=\"[2001:db8::1]:4711\"; Proto=HTTPS"], scheme: "https", client: "2001:db8::1"),
            Case(headers: ["Forwarded": "for=192.0.2.1:80"], client: "192.0.2.1"),
            Case(headers: ["Forwarded": "host=a", "X-Forwarded-Host": "b", "X-Forwarded-Proto": "https"], host: "a"),
            Case(headers: ["Forwarded": "host=\"a,b;c\""], host: "a,b;c"), Case(headers: ["Forwarded": ";;=;,"]),
            Case(headers: ["X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "a b", "X-Forwarded-For": ""]),
            Case(headers: ["X-Forwarded-Host": "a/b"]), Case(headers: ["Forwarded": "for=\"[::1\""]),
        ])
    func fields(expected: Case) async throws {
        let request = Harness.request(.GET, "/v3/volumes", expected.headers)
        request.scriptName = "/v3"
        request.pathInfo = "/volumes"
        _ = try await Harness.run(ProxyHeadersFilter(isEnabled: true), request: request)
        #expect(request.scheme == expected.scheme)
        #expect(request.host == expected.host)
        #expect(request.remoteAddress == expected.client)
        #expect(request.scriptName == expected.script)
        #expect(request.pathInfo == "/volumes")
    }

    @Test("nothing of it counts unless it is enabled")
    func disabled() async throws {
        let request = Harness.request(
            ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Prefix": "/x"])
        _ = try await Harness.run(ProxyHeadersFilter(isEnabled: false), request: request)
        #expect(request.applicationURL == "http://api.example:9696")
        #expect(request.remoteAddress == "127.0.0.1")
    }
}
