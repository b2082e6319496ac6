import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A streamed response")
struct StreamTests {
    struct Broken: Error {}

    private static func response(breaks: Bool = false) -> Response {
        let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
        for text in ["one ", "two ", "three"] { continuation.yield(ByteBuffer(string: text)) }
        continuation.finish(throwing: breaks ? Broken() : nil)
        return Response(status: .ok, headers: ["Trailer": "X-Status"], body: .stream(parts, trailers: { ["X-Status": "7"] }))
    }

    @Test("comes in chunks with its trailers, and the connection goes on")
    func chunks() async throws {
        try await WireServer.serving({ _ in Self.response() }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            for _ in 0..<2 {
                let answer = try await client.answer()
                #expect(answer.body == "one two three")
                #expect(answer.headers["trailer x-status"] == "7")
            }
        }
    }

    @Test("ends with the connection for HTTP/1.0")
    func old() async throws {
        try await WireServer.serving({ _ in Self.response() }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.body == "one two three")
            #expect(answer.headers["connection"] == "close")
            #expect(answer.headers["transfer-encoding"] == nil)
        }
    }

    @Test("has no body for HEAD")
    func head() async throws {
        try await WireServer.serving({ _ in Self.response() }) { server in
            let client = try server.connect()
            try await client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
            for _ in 0..<2 { #expect(try await client.answer(toHead: true).status == 200) }
        }
    }

    @Test("that breaks does not look complete")
    func broken() async throws {
        try await WireServer.serving({ _ in Self.response(breaks: true) }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            let text = try await client.rest()
            #expect(text.contains("three"))
            #expect(!text.hasSuffix("0\r\n\r\n"))
        }
    }
}
