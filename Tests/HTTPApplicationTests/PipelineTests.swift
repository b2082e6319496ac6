import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing

private struct Tag: Filter {
    var name: String

    func respond(to request: Request, next: Next) async throws -> Response {
        request.headers.add(name: "X-Seen", value: name)
        var response = try await next(request)
        response.headers.add(name: "X-\(name)", value: "1")
        return response
    }
}

private struct Stop: Filter {
    func respond(to request: Request, next: Next) async throws -> Response { Response(status: .unauthorized) }
}

private struct Echo: Application {
    func respond(to request: Request) async throws -> Response {
        Response(status: .ok, text: request.headers["X-Seen"].joined(separator: ","))
    }
}

@Suite("Pipelines")
struct PipelineTests {
    @Test("filters run outermost first and see the response in reverse")
    func order() async throws {
        let pipeline = Pipeline(
            filters: [NamedFilter(name: "a", filter: Tag(name: "a")), NamedFilter(name: "b", filter: Tag(name: "b"))], application: Echo(),
            applicationName: "echo")
        let response = try await pipeline.respond(to: Request(method: .GET, target: "/"))
        #expect(String(buffer: response.bufferedBody) == "a,b")
        #expect(response.headers.map(\.name) == ["Content-Type", "X-b", "X-a"])
    }

    @Test("a trace tells who answered and which headers each stage changed")
    func trace() async throws {
        let pipeline = Pipeline(
            filters: [NamedFilter(name: "a", filter: Tag(name: "a")), NamedFilter(name: "stop", filter: Stop())], application: Echo(),
            applicationName: "echo")
        let request = Request(method: .GET, target: "/")
        let trace = RequestTrace()
        request.trace = trace
        _ = try await pipeline.respond(to: request)
        #expect(trace.stages.map(\.name) == ["a", "stop"])
        #expect(trace.stages.map(\.answered) == [false, true])
        #expect(trace.stages.first?.headersAdded == ["x-a"])
        #expect(trace.stages.first?.requestHeadersAdded == ["x-seen"])
    }
}

@Suite("Requests")
struct RequestTests {
    @Test(
        "the target is split into path and query",
        arguments: [
            ("/v2.0/networks?name=a%20b", "/v2.0/networks", "name=a%20b"), ("/a%2Fb%zz", "/a/b%zz", ""),
            ("http://host:1/v3?x", "/v3", "x"), ("http://host", "/", ""),
        ])
    func target(target: String, path: String, query: String) {
        let request = Request(method: .GET, target: target)
        #expect(request.pathInfo == path)
        #expect(request.queryString == query)
    }

    @Test("query arguments keep their order and repetitions")
    func query() {
        let items = QueryItems(parsing: "name=a+b&name=c%26d&fixed_ips=ip_address%3D10.0.0.1&flag")
        #expect(items.all("name") == ["a b", "c&d"])
        #expect(items.first("fixed_ips") == "ip_address=10.0.0.1")
        #expect(items.first("flag") == "")
        #expect(QueryItems(parsing: items.encoded) == items)
    }

    @Test("a body beyond its limit is refused, whether declared or counted")
    func bodyLimit() async throws {
        var body = RequestBody(buffer: ByteBuffer(string: "12345"))
        body.limit = 4
        await #expect(throws: BodyTooLarge.self) { try await body.collect() }
        #expect(body.exceededLimit)
    }

    @Test("identifiers are version 4 UUIDs and times have the services' forms")
    func identifiers() {
        let id = UUIDText.make()
        #expect(UUIDText.isUUIDLike(id))
        #expect(id.count == 36)
        #expect(Array(id)[14] == "4")
        #expect(UUIDText.isUUIDLike(UUIDText.makeHex()))
        #expect(!UUIDText.isUUIDLike("x"))
        #expect(Timestamp(microseconds: 1_000_000_000_123_456).fractional == "2001-09-09T01:46:40.123456")
        #expect(Timestamp(microseconds: 1_000_000_000_123_456).seconds == "2001-09-09T01:46:40Z")
    }
}
