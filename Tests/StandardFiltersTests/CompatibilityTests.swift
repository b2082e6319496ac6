import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import StandardFilters
import Testing

@Suite("Filters of old keystone files")
struct CompatibilityTests {
    @Test(
        "url_normalize takes slashes off the end",
        arguments: [("/", "/"), ("", "/"), ("/v3/", "/v3"), ("/v3//", "/v3"), ("/v3", "/v3"), ("//", "/"), ("/a/b/", "/a/b")])
    func normalize(path: String, expected: String) async throws {
        let request = Harness.request()
        request.pathInfo = path
        _ = try await Harness.run(URLNormalizeFilter(), request: request)
        #expect(request.pathInfo == expected)
    }

    @Test(
        "json_body lets JSON objects and empty bodies pass",
        arguments: [
            ("{}", "application/json", 200), ("{\"a\": 1}", nil, 200), ("{\"a\": 1}", "application/json; charset=utf-8", 200),
            ("", nil, 200), ("", "text/plain", 200), ("{", "application/json", 400), ("[]", "application/json", 400), ("1", nil, 400),
            ("{}", "text/plain", 400), ("{}", "application/x-www-form-urlencoded", 400),
        ] as [(String, String?, UInt)])
    func jsonBody(body: String, type: String?, status: UInt) async throws {
        for isChunked in [false, true] {
            let request = Harness.request(.POST, "/", body: body)
            if isChunked { request.body = RequestBody(source: PartsSource(body.map { String($0) }), declaredLength: nil) }
            if let type { request.headers.add(name: "Content-Type", value: type) }
            let response = try await Harness.run(JSONBodyFilter(), request: request) { request in
                Response(status: .ok, text: String(buffer: try await request.body.collect()))
            }
            #expect(response.status.code == status)
            if status == 200 { #expect(response.text == body) } else { #expect(response.json?["error"]?["title"] == "Bad Request") }
        }
    }

    @Test("json_body refuses a body beyond the limit")
    func jsonBodyLimit() async throws {
        let request = Harness.request(.POST, "/", body: "{\"a\": 1}")
        request.body.limit = 3
        #expect(try await Harness.run(JSONBodyFilter(), request: request).status == .payloadTooLarge)
    }

    @Test(
        "xml_body refuses XML bodies and nothing else",
        arguments: [
            ("application/xml", "<a/>", 415), ("text/xml; charset=utf-8", "<a/>", 415), ("application/atom+xml", "<a/>", 415),
            ("application/json", "{}", 200), ("application/xml", "", 200),
        ])
    func xmlBody(type: String, body: String, status: UInt) async throws {
        let response = try await Harness.run(XMLBodyFilter(), request: Harness.request(.POST, "/", ["Content-Type": type], body: body))
        #expect(response.status.code == status)
    }

    @Test("access_log writes one line with what a web server writes, and nothing decoded")
    func accessLog() async throws {
        let lines = Box<[String]>([])
        let request = Harness.request(.GET, "/v3/a%0Ab?c=d", ["X-Auth-Token": "s3cret"])
        request.context.userID = "fred"
        _ = try await Harness.run(AccessLogFilter(logger: RecordingLogHandler.logger(into: lines)), request: request)
        let line = try #require(lines.value.first)
        #expect(lines.value.count == 1)
        #expect(line.hasPrefix("info 127.0.0.1 fred \"GET /v3/a%0Ab?c=d\" 200 5 "))
        #expect(!line.contains("s3cret"))
    }

    @Test("access_log writes a line for a request that failed, too")
    func accessLogError() async throws {
        let lines = Box<[String]>([])
        await #expect(throws: CancellationError.self) {
            try await Harness.run(AccessLogFilter(logger: RecordingLogHandler.logger(into: lines)), request: Harness.request()) { _ in
                throw CancellationError()
            }
        }
        #expect(lines.value.first?.contains("\" - - ") == true)
    }

    @Test("debug writes heads with secrets masked")
    func debug() async throws {
        let lines = Box<[String]>([])
        _ = try await Harness.run(
            DebugFilter(logger: RecordingLogHandler.logger(into: lines)),
            request: Harness.request(["X-Auth-Token": "s3cret", "Accept": "a/b"])
        ) { _ in Response(status: .created, headers: ["X-Subject-Token": "s3cret", "X-Other": "seen"]) }
        #expect(lines.value.count == 2)
        #expect(lines.value.first?.contains("a/b") == true)
        #expect(lines.value.last?.contains("201") == true && lines.value.last?.contains("seen") == true)
        #expect(!lines.value.joined().contains("s3cret"))
    }

    @Test("what has nothing to add passes everything")
    func passThrough() async throws {
        #expect(try await Harness.run(PassThroughFilter(), request: Harness.request()).text == "inner")
    }
}
