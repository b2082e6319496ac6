import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A connection")
struct KeepAliveTests {
    @Test("carries one request after the other")
    func keepAlive() async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            for number in 0..<20 {
                try await client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = try await client.answer()
                #expect(answer.status == 200)
                #expect(answer.body == "/\(number) ")
                #expect(answer.headers["connection"] == nil)
                #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
            }
            #expect(server.worker?.calls == 20)
        }
    }

    @Test("answers requests that came in one write in their order")
    func pipelining() async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            var text = ""
            for number in 0..<100 {
                text +=
                    number % 3 == 0
                    ? "POST /\(number) HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody" : "GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n"
            }
            try await client.send(text)
            for number in 0..<100 { #expect(try await client.answer().body == "/\(number) " + (number % 3 == 0 ? "body" : "")) }
        }
    }

    @Test(
        "keeps or closes as version and header say",
        arguments: [
            ("HTTP/1.1", "X: y", nil), ("HTTP/1.1", "Connection: close", "close"), ("HTTP/1.0", "X: y", "close"),
            ("HTTP/1.0", "Connection: keep-alive", "keep-alive"), ("HTTP/1.1", "Upgrade: h2c", "close"),
        ] as [(String, String, String?)])
    func persistence(version: String, header: String, connection: String?) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send("GET / \(version)\r\nHost: x\r\n\(header)\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 200)
            #expect(answer.headers["connection"] == connection)
            if connection == "close" {
                #expect(try await client.rest() == "")
            } else {
                try await client.send("GET /again \(version)\r\nHost: x\r\n\(header)\r\n\r\n")
                #expect(try await client.answer().body == "/again ")
            }
        }
    }

    @Test("answers HEAD with the length of the body that it does not send")
    func head() async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send("HEAD /12345678 HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer(toHead: true).headers["content-length"] == "10")
            #expect(try await client.answer().body == "/ ")
        }
    }

    @Test("sends no body with a status that has none")
    func noContent() async throws {
        try await WireServer.serving({ _ in Response(status: .noContent, text: "not sent") }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            for _ in 0..<2 {
                let answer = try await client.answer()
                #expect(answer.status == 204)
                #expect(answer.headers["content-length"] == nil)
            }
        }
    }

    @Test("is answered although the client has closed its side")
    func halfClose() async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            await gate.pass()
            return try await WireServer.echo(request)
        }) { server in
            let client = try server.connect()
            try await client.send("GET /half HTTP/1.1\r\nHost: x\r\n\r\n")
            client.closeOutput()
            await gate.arrival()
            gate.open()
            let answer = try await client.answer()
            #expect(answer.body == "/half ")
            #expect(try await client.rest() == "")
        }
    }

    @Test("does not let a response break out of its headers")
    func responseSplitting() async throws {
        try await WireServer.serving({ _ in Response(status: .ok, headers: ["Location": "/\r\nX-Evil: 1"]) }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 500)
            #expect(answer.headers["x-evil"] == nil)
        }
    }

    @Test("states the length of what it sends, whatever the pipeline says")
    func contentLength() async throws {
        try await WireServer.serving({ _ in
            Response(status: .ok, headers: ["Content-Length": "3"], body: .bytes(ByteBuffer(string: "12345")))
        }
        ) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            for _ in 0..<2 { #expect(try await client.answer().body == "12345") }
        }
    }

    @Test("is one of two hundred")
    func many() async throws {
        try await WireServer.serving(workers: 2, WireServer.echo) { server in
            let clients = try (0..<200).map { _ in try server.connect() }
            for (number, client) in clients.enumerated() { try await client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n") }
            for (number, client) in clients.enumerated() { #expect(try await client.answer().body == "/\(number) ") }
            #expect(server.loops.workers.map(\.connectionCount) == [100, 100])
        }
    }
}
