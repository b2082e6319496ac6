import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A client that goes away")
struct ClientLossTests {
    @Test("before its answer leaves nothing behind, and the server goes on")
    func beforeAnswer() async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            if request.target == "/wait" { await gate.pass() }
            return try await WireServer.echo(request)
        }) { server in
            let client = try server.connect()
            try await client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            #expect(server.revision?.inFlight == 1)
            client.close()
            let other = try server.connect()
            try await other.send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await other.answer().body == "/other ")
            gate.open()
            await eventually { server.revision?.inFlight == 0 && server.worker?.connectionCount == 1 }
            #expect(server.worker?.requestsInFlight == 0)
        }
    }

    @Test("in the middle of its body ends the request", arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"])
    func inBody(framing: String) async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            await gate.pass()
            return try await WireServer.echo(request)
        }) { server in
            let client = try server.connect()
            try await client.send("POST / HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n5\r\nab")
            await gate.arrival()
            gate.open()
            client.close()
            await eventually { server.revision?.inFlight == 0 && server.worker?.connectionCount == 0 }
            #expect(server.worker?.requestsInFlight == 0)
        }
    }

    @Test("while it is streamed to ends the stream")
    func inStream() async throws {
        let gate = Gate()
        try await WireServer.serving({ _ in
            let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
            continuation.yield(ByteBuffer(string: "first"))
            continuation.onTermination = { _ in gate.open() }
            return Response(status: .ok, body: .stream(parts))
        }) { server in
            let client = try server.connect()
            client.reset()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await eventually { server.revision?.inFlight == 1 }
            client.close()
            await gate.pass()
            await eventually { server.revision?.inFlight == 0 && server.worker?.connectionCount == 0 }
        }
    }

    @Test("without reading gets no more answers made than fit")
    func neverReads() async throws {
        let body = String(repeating: "x", count: 100_000)
        try await WireServer.serving({ _ in Response(status: .ok, text: body) }) { server in
            let client = try server.connect()
            try await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 600))
            await eventually { (server.worker?.calls ?? 0) > 0 }
            let other = try server.connect()
            for _ in 0..<20 {
                try await other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await other.answer().body.utf8.count == body.utf8.count)
            }
            // The system buffers some megabytes; 60 would be all of it.
            #expect((server.worker?.calls ?? .max) < 300)
            // It is not forgotten: all of them are answered when it reads.
            for _ in 0..<600 { #expect(try await client.answer().status == 200) }
        }
    }
}
