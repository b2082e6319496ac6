import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("What is no HTTP")
struct MalformedRequestTests {
    /// In these texts `|` stands for CR LF, to keep the names of the test cases on one line.
    private func wire(_ text: String) -> String { text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\r\n") }

    private static let post = "POST / HTTP/1.1|Host: x|"

    @Test(
        "is refused with 400 and the end of the connection",
        arguments: [
            "nonsense||", "GET /|Host: x||", "get / HTTP/1.1|Host: x||", "FOO / HTTP/1.1|Host: x||",
            "GET foo HTTP/1.1|Host: x||", "GET * HTTP/1.1|Host: x||", "CONNECT a:1 HTTP/1.1|Host: a:1||",
            "GET / HTTP/2.0|Host: x||", "GET / HTTP/1.1||", "GET / HTTP/1.1|Host: a|Host: b||",
            "GET / HTTP/1.1|Host: x|garbage||", "GET / HTTP/1.1|Host: x|: x||",
            "GET / HTTP/1.1|Host: x|X: a| folded||", "GET / HTTP/1.1|Host: x|X: a\0b||",
            "GET /\0 HTTP/1.1|Host: x||", "GET / HTTP/1.1|Host: x|X: a\rb||", "\u{16}\u{03}\u{01}\u{02}\0",
            post + "Content-Length: 3|Content-Length: 4||abcd",
            post + "Content-Length: 3|Transfer-Encoding: chunked||0||",
            post + "Transfer-Encoding: chunked|Content-Length: 3||0||",
            post + "Transfer-Encoding: identity||abc", post + "Transfer-Encoding: xchunked||0||",
            post + "Transfer-Encoding: gzip, chunked||0||",
            post + "Transfer-Encoding: chunked|Transfer-Encoding: identity||0||",
            "POST / HTTP/1.0|Transfer-Encoding: chunked||0||", post + "Content-Length : 3||abc",
            post + "Content-Length: -1||", post + "Content-Length: +1||a", post + "Content-Length: 0x1||a",
            post + "Content-Length: 99999999999999999999||a",
        ])
    func refused(text: String) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send(wire(text))
            let answer = try await client.answer()
            #expect(answer.status == 400)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
            #expect(server.worker?.calls == 0)
        }
    }

    @Test(
        "ends a body that had begun",
        arguments: ["zz|abc|", "-1|abc|", "fffffffffffffffff|abc|", "2|abc|", "2\nab\n0\n\n"])
    func chunk(text: String) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send(wire(Self.post + "Transfer-Encoding: chunked||") + wire(text))
            #expect(try await client.answer().status == 400)
            #expect(try await client.rest() == "")
            await eventually { server.revision?.inFlight == 0 }
        }
    }

    @Test("does not cost the requests before it their answers", arguments: ["\u{1}garbage||", "GET / HT"])
    func afterwards(text: String) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send(wire("GET /1 HTTP/1.1|Host: x||GET /2 HTTP/1.1|Host: x||") + wire(text))
            client.closeOutput()
            for number in 1...2 { #expect(try await client.answer().body == "/\(number) ") }
            #expect(try await client.answer().status == 400)
            #expect(try await client.rest() == "")
        }
    }

    enum Flood: String, CaseIterable {
        case target, header, headers, bytes

        var text: String {
            let long = String(repeating: "a", count: 20_000)
            let lines =
                switch self {
                case .target: ""
                case .header: "X: \(long)\r\n"
                case .headers: String(repeating: "X: y\r\n", count: 1000)
                case .bytes: String(repeating: "X: \(long.prefix(1000))\r\n", count: 100)
                }
            return "GET /\(self == .target ? long : "") HTTP/1.1\r\nHost: x\r\n\(lines)\r\n"
        }
    }

    @Test("may be too much of it", arguments: Flood.allCases)
    func flood(flood: Flood) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send(flood.text)
            #expect(try await client.answer().status == 431)
            #expect(try await client.rest() == "")
        }
    }

    @Test(
        "is not what only looks odd",
        arguments: [
            ("|GET /a HTTP/1.1|Host: x||", "/a"), ("GET /a%zz%2 HTTP/1.1|Host: x||", "/a%zz%2"),
            ("GET /%00%ff HTTP/1.1|Host: x||", "/%00%ff"), ("OPTIONS * HTTP/1.1|Host: x||", "*"),
            ("GET http://other/a HTTP/1.1|Host: x||", "http://other/a"), ("PURGE /a HTTP/1.1|hOST: x||", "/a"),
        ])
    func odd(text: String, target: String) async throws {
        try await WireServer.serving(WireServer.echo) { server in
            let client = try server.connect()
            try await client.send(wire(text))
            let answer = try await client.answer()
            #expect(answer.status == 200)
            #expect(answer.body == target + " ")
        }
    }

    @Test("never harms the server, at random")
    func random() async throws {
        let parts = [
            "GET ", "POST ", "/", " HTTP/1.1", "\r\n", "\r\n\r\n", "Host: x\r\n", "Content-Length: ", "Transfer-Encoding: chunked\r\n", "5",
            "0\r\n\r\n",
            "%", "?", "*", "Expect: 100-continue\r\n", "Connection: close\r\n", "\0", "\u{ff}", "Upgrade: x\r\nConnection: upgrade\r\n",
            "\n", " ",
        ].map { Array($0.utf8) }
        try await WireServer.serving(WireServer.echo) { server in
            let limit = ContinuousClock.now + .seconds(2)
            var generator = SystemRandomNumberGenerator()
            while ContinuousClock.now < limit {
                let client = try server.connect()
                var bytes: [UInt8] = Bool.random() ? Array("POST / HTTP/1.1\r\nHost: x\r\n".utf8) : []
                for _ in 0..<Int.random(in: 1...30, using: &generator) {
                    if Int.random(in: 0..<4, using: &generator) == 0 {
                        bytes.append(UInt8.random(in: 0...255, using: &generator))
                    } else {
                        bytes += parts.randomElement(using: &generator) ?? []
                    }
                }
                // The server may have closed the connection already.
                try? await client.send(bytes)
                if Bool.random() {
                    client.closeOutput()
                    _ = try? await client.rest()
                }
                client.close()
            }
            let client = try server.connect()
            try await client.send("GET /alive HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().body == "/alive ")
            client.close()
            await eventually { server.worker?.connectionCount == 0 && server.revision?.inFlight == 0 }
        }
    }
}
