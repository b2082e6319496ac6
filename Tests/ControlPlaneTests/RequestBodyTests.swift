import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A request body")
struct RequestBodyTests {
    private static let refusing: @Sendable (Request) async throws -> Response = { _ in Response(status: .unauthorized, text: "no") }

    @Test("comes in chunks, however they are cut")
    func chunks() async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            let request =
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"
            for byte in request.utf8 { try await client.send([byte]) }
            #expect(try await client.answer().body == "/ abcde")
            try await client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().body == "/next ")
        }
    }

    @Test("of megabytes passes the high water mark")
    func large() async throws {
        try await WireServer.serving({ request in
            Response(status: .ok, text: String(try await request.body.collect().readableBytes))
        }) { server in
            let client = try server.connect()
            let size = 5_000_000
            try await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n")
            try await client.send([UInt8](repeating: 0x61, count: size))
            #expect(try await client.answer().body == String(size))
        }
    }

    @Test("is asked for with 100 when it is read, and only then", arguments: [true, false])
    func expectation(isRead: Bool) async throws {
        try await WireServer.serving(isRead ? WireServer.echo : Self.refusing) { server in
            let client = try server.connect()
            try await client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n")
            if isRead {
                #expect(try await client.answer().status == 100)
                try await client.send("body")
                #expect(try await client.answer().body == "/ body")
                try await client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await client.answer().body == "/next ")
            } else {
                let answer = try await client.answer()
                #expect(answer.status == 401)
                #expect(answer.headers["connection"] == "close")
                #expect(try await client.rest() == "")
            }
        }
    }

    @Test("is not asked for when it was sent unasked, or by HTTP/1.0", arguments: ["1.1", "1.0"])
    func unasked(version: String) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            let head = "POST / HTTP/\(version)\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
            if version == "1.1" {
                try await client.send(head + "body")
            } else {
                try await client.send(head)
                try await client.send("body")
            }
            #expect(try await client.answer().body == "/ body")
        }
    }

    @Test("is refused beyond the listener's own limit, announced or not", arguments: [true, false])
    func limit(isAnnounced: Bool) async throws {
        var limits = ListenerLimits()
        limits.maximumBodySize = 1000
        try await WireServer.serving(limits: limits, WireServer.echo) { server in
            let client = try server.connect()
            if isAnnounced {
                try await client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n")
            } else {
                let chunk = "200\r\n" + String(repeating: "x", count: 512) + "\r\n"
                try await client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk)
            }
            let answer = try await client.answer()
            #expect(answer.status == 413)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
        }
    }

    @Test("that nobody wants costs a small one's connection nothing")
    func discarded() async throws {
        try await WireServer.serving(Self.refusing) { server in
            let client = try server.connect()
            try await client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf")
            let answer = try await client.answer()
            #expect(answer.status == 401)
            #expect(answer.headers["connection"] == nil)
            try await client.send("half" + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().status == 401)
            #expect(server.worker?.connectionCount == 1)
        }
    }

    @Test("that nobody wants and that comes in chunks costs the connection nothing as long as it is small", arguments: [true, false])
    func discardedChunks(isSmall: Bool) async throws {
        var limits = ListenerLimits()
        limits.maximumDiscardedSize = isSmall ? 8 : 7
        try await WireServer.serving(limits: limits, Self.refusing) { server in
            let client = try server.connect()
            try await client.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 401)
            #expect(answer.headers["connection"] == nil)
            try await client.send("4\r\nhalf\r\n4\r\nmore\r\n0\r\n\r\n" + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n")
            if isSmall {
                #expect(try await client.answer().status == 401)
            } else {
                #expect(try await client.rest() == "")
            }
        }
    }

    @Test("that nobody wants ends the connection when it is large, after the answer has been read")
    func unwanted() async throws {
        // On a busy machine the client may be slow to send; it must not be cut off for that here.
        var limits = ListenerLimits()
        limits.lingerTimeout = .seconds(60)
        limits.lingerLimit = .seconds(60)
        try await WireServer.serving(limits: limits, Self.refusing) { server in
            let client = try server.connect()
            let size = 3_000_000
            try await client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n")
            try await client.send([UInt8](repeating: 0x61, count: size))
            let answer = try await client.answer()
            #expect(answer.status == 401)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
        }
    }
}
