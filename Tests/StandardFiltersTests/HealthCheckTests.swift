import Foundation
import HTTPApplication
import JSONCodec
import NIOHTTP1
import StandardFilters
import Testing

/// A file that goes when the test ends.
private final class MarkerFile {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "marker-\(UUID().uuidString)").path(percentEncoded: false)
        try Data().write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("healthcheck")
struct HealthCheckTests {
    private func ask(
        _ check: HealthCheck, _ method: HTTPMethod = .GET, _ headers: HTTPHeaders = [:], host: String = "h:5000",
        client: String = "10.1.2.3"
    ) async throws -> Response {
        let request = Request(method: method, target: "/healthcheck", headers: headers, host: host, remoteAddress: client)
        return try await HealthCheckApplication(check).respond(to: request)
    }

    @Test("it is healthy without a file, and the text says OK")
    func healthy() async throws {
        for path in [nil, "/no/such/file"] {
            let response = try await ask(HealthCheck(backends: [.disableByFile(path: path)]))
            #expect(response.status == .ok)
            #expect(response.text == "OK")
            #expect(response.headers["Content-Type"] == ["text/plain; charset=UTF-8"])
        }
        #expect(try await ask(HealthCheck()).text == "")
    }

    @Test("it is unhealthy while the file exists")
    func disabled() async throws {
        let marker = try MarkerFile()
        let check = HealthCheck(backends: [.disableByFile(path: nil), .disableByFile(path: marker.path)])
        let response = try await ask(check)
        #expect(response.status == .serviceUnavailable)
        #expect(response.text == "OK\nDISABLED BY FILE")
        let json = try await ask(check, .GET, ["Accept": "application/json"])
        #expect(json.status == .serviceUnavailable)
        #expect(json.json == ["detailed": false, "reasons": ["OK", "DISABLED BY FILE"]])
        let html = try await ask(check, .GET, ["Accept": "text/html"])
        #expect(html.headers["Content-Type"] == ["text/html; charset=UTF-8"])
        #expect(html.text.contains("<td>DISABLED BY FILE</td>"))
    }

    @Test("HEAD has no body: 204, or 503")
    func head() async throws {
        let marker = try MarkerFile()
        let good = try await ask(HealthCheck(), .HEAD)
        #expect(good.status == .noContent && good.text.isEmpty)
        let bad = try await ask(HealthCheck(backends: [.disableByFile(path: marker.path)]), .HEAD)
        #expect(bad.status == .serviceUnavailable && bad.text.isEmpty)
    }

    @Test(
        "files by port count on their port alone",
        arguments: [("h:5000", 503), ("h:5001", 200), ("h", 200), ("[::1]:5000", 503), ("[::5000]", 200)])
    func ports(host: String, status: UInt) async throws {
        let marker = try MarkerFile()
        let check = HealthCheck(backends: [.disableByFilesPorts([5000: marker.path, 5001: "/no/such/file"])])
        #expect(try await ask(check, host: host).status.code == status)
    }

    @Test("enabling files make it healthy when one is there")
    func enabling() async throws {
        let marker = try MarkerFile()
        #expect(try await ask(HealthCheck(backends: [.enableByFiles(["/no/such/file", marker.path])])).status == .ok)
        #expect(try await ask(HealthCheck(backends: [.enableByFiles(["/no/such/file"])])).status == .serviceUnavailable)
    }

    @Test("a detailed answer says what was checked")
    func detailed() async throws {
        let check = HealthCheck(backends: [.disableByFile(path: "/no/such/file")], isDetailed: true)
        let json = try await ask(check, .GET, ["Accept": "application/json"]).json
        #expect(json?["detailed"] == true)
        #expect(json?["reasons"]?[0]?["class"] == "disable_by_file")
        #expect(json?["reasons"]?[0]?["reason"] == "OK")
        #expect(json?["reasons"]?[0]?["details"] == "/no/such/file does not exist")
        #expect(try await ask(check).text == "disable_by_file: OK (/no/such/file does not exist)")
    }

    @Test(
        "only clients of the given networks get an answer",
        arguments: [
            ("10.1.2.3", true), ("10.2.0.0", false), ("2001:db8:1::1", true), ("2001:db9::1", false), ("garbage", false),
            ("192.0.2.1", true),
            ("192.0.2.2", false),
        ])
    func sources(client: String, isAnswered: Bool) async throws {
        let ranges = ["10.1.0.0/16", "2001:db8::/32", "192.0.2.1"].compactMap(AddressRange.init)
        #expect(ranges.count == 3)
        let response = try await ask(HealthCheck(sourceRanges: ranges), client: client)
        #expect(response.status == (isAnswered ? .ok : .notFound))
    }

    @Test(
        "a text that is no range is refused",
        arguments: ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "a/8", "::/129", "10.0.0.0/8/8", "10.0.0.0/"])
    func badRanges(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test("requests through a proxy can be left alone")
    func proxied() async throws {
        let check = HealthCheck(ignoresProxied: true)
        #expect(try await ask(check).status == .ok)
        #expect(try await ask(check, .GET, ["X-Forwarded-For": "10.0.0.1"]).status == .notFound)
    }

    @Test(
        "as a filter it answers on its path and passes the rest",
        arguments: [("/healthcheck", ""), ("/healthcheck/x", "inner"), ("/", "inner")])
    func asFilter(path: String, text: String) async throws {
        #expect(try await Harness.run(HealthCheckFilter(HealthCheck()), request: Harness.request(.GET, path)).text == text)
    }
}
