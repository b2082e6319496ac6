import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import StandardFilters
import Testing

@Suite("sizelimit")
struct SizeLimitTests {
    @Sendable
    private static func reading(_ request: Request) async throws -> Response {
        Response(status: .ok, text: String(buffer: try await request.body.collect()))
    }

    @Test(
        "a declared length beyond the limit is refused before the application sees the request",
        arguments: [("12345", true), ("123456", false)])
    func declared(body: String, passes: Bool) async throws {
        let reached = Box(false)
        let response = try await Harness.run(SizeLimitFilter(limit: 5), request: Harness.request(.POST, "/", body: body)) { request in
            reached.value = true
            return try await Self.reading(request)
        }
        #expect(reached.value == passes)
        #expect(response.status == (passes ? .ok : .payloadTooLarge))
        #expect(response.text == (passes ? body : "413 Request Entity Too Large\n\nRequest is too large.\n\n   "))
    }

    @Test("the refusal is JSON for who asks for JSON")
    func json() async throws {
        let request = Harness.request(.POST, "/", ["Accept": "application/json"], body: "123456")
        let response = try await Harness.run(SizeLimitFilter(limit: 5), request: request)
        #expect(response.status == .payloadTooLarge)
        #expect(response.json?["title"] == "Request Entity Too Large")
        #expect(response.json?["code"] == "413 Request Entity Too Large")
    }

    @Test(
        "a chunked body is refused when reading it passes the limit, and no more of it is read",
        arguments: [(["123", "45"], 200, 2), (["123", "456", "789"], 413, 2), (["123456"], 413, 1), ([], 200, 0)])
    func chunked(parts: [String], status: UInt, delivered: Int) async throws {
        let source = PartsSource(parts)
        let request = Harness.request(.POST, "/")
        request.body = RequestBody(source: source, declaredLength: nil)
        let response = try await Harness.run(SizeLimitFilter(limit: 5), request: request, application: Self.reading)
        #expect(response.status.code == status)
        #expect(source.delivered == delivered)
        if status == 200 { #expect(response.text == parts.joined()) }
    }

    @Test("the refusal stands when the application makes an answer of its own out of the error")
    func swallowed() async throws {
        let request = Harness.request(.POST, "/")
        request.body = RequestBody(source: PartsSource(["123456"]), declaredLength: nil)
        let response = try await Harness.run(SizeLimitFilter(limit: 5), request: request) { request in
            _ = try? await request.body.collect()
            return Response(status: .badRequest, text: "malformed")
        }
        #expect(response.status == .payloadTooLarge)
    }

    @Test("a lower limit that stands already stays, and other errors pass")
    func lowerLimit() async throws {
        let request = Harness.request(.POST, "/")
        request.body = RequestBody(source: PartsSource(["123"]), declaredLength: nil)
        request.body.limit = 2
        let response = try await Harness.run(SizeLimitFilter(limit: 5), request: request, application: Self.reading)
        #expect(response.status == .payloadTooLarge)
        await #expect(throws: CancellationError.self) {
            let request = Harness.request(.POST, "/")
            request.body = RequestBody(source: PartsSource(["123"]), declaredLength: nil)
            return try await Harness.run(SizeLimitFilter(limit: 5), request: request) { _ in throw CancellationError() }
        }
    }

    @Test("the limit is 114688 bytes when nothing else is said")
    func defaultLimit() async throws {
        for (size, status) in [(114_688, HTTPResponseStatus.ok), (114_689, .payloadTooLarge)] {
            let request = Harness.request(.POST, "/", body: String(repeating: "x", count: size))
            #expect(try await Harness.run(SizeLimitFilter(), request: request).status == status)
        }
    }
}
