import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A slow client")
struct TimeLimitTests {
    private func limits(_ change: (inout ListenerLimits) -> Void) -> ListenerLimits {
        var limits = ListenerLimits()
        change(&limits)
        return limits
    }

    @Test("that does not end its request head is told so and left")
    func head() async throws {
        try await WireServer.serving(limits: limits { $0.headTimeout = .milliseconds(20) }, WireServer.echo) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHos")
            let answer = try await client.answer()
            #expect(answer.status == 408)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
        }
    }

    @Test("that asks for nothing is left without a word", arguments: [true, false])
    func idle(hasAsked: Bool) async throws {
        try await WireServer.serving(limits: limits { $0.idleTimeout = .milliseconds(20) }, WireServer.echo) { server in
            let client = try server.connect()
            if hasAsked {
                try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await client.answer().status == 200)
            }
            #expect(try await client.rest() == "")
            client.close()
            await eventually { server.worker?.connectionCount == 0 }
        }
    }

    @Test("that does not go on with its body is told so and left")
    func body() async throws {
        try await WireServer.serving(limits: limits { $0.bodyTimeout = .milliseconds(20) }, WireServer.echo) { server in
            let client = try server.connect()
            try await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
            let answer = try await client.answer()
            #expect(answer.status == 408)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
            await eventually { server.revision?.inFlight == 0 }
        }
    }

    @Test("that takes none of its answer is left")
    func write() async throws {
        let body = String(repeating: "x", count: 20_000_000)
        try await WireServer.serving(
            limits: limits { $0.writeTimeout = .milliseconds(40) }, { _ in Response(status: .ok, text: body) }
        ) { server in
            let client = try server.connect()
            client.shrinkReceiveBuffer()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await eventually { server.worker?.calls == 1 && server.worker?.connectionCount == 0 }
        }
    }

    @Test("may take longer than a moment to read the last answer")
    func lingering() async throws {
        let body = String(repeating: "x", count: 8_000_000)
        try await WireServer.serving(
            limits: limits { $0.lingerTimeout = .milliseconds(5) }, { _ in Response(status: .ok, text: body) }
        ) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.0\r\n\r\n")
            await eventually { server.worker?.calls == 1 }
            let other = try server.connect()
            for _ in 0..<20 {
                try await other.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await other.answer(toHead: true)
            }
            #expect(try await client.answer().body.utf8.count == body.utf8.count)
        }
    }

    @Test("is not one whose request takes its time")
    func slowApplication() async throws {
        let gate = Gate()
        let short = limits {
            $0.bodyTimeout = .milliseconds(4)
            $0.writeTimeout = .milliseconds(4)
        }
        try await WireServer.serving(
            limits: short,
            { request in
                let response = try await WireServer.echo(request)
                await gate.pass()
                return response
            }
        ) { server in
            let client = try server.connect()
            try await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na")
            await gate.arrival()
            try await Task.sleep(for: .milliseconds(30))
            gate.open()
            #expect(try await client.answer().body == "/ a")
        }
    }
}
