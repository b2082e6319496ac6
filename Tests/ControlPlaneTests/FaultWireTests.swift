import HTTPApplication
import NIOCore
import NIOHTTP1
import Synchronization
import Testing
import WireClient

@testable import ControlPlane

@Suite("Faults on the wire")
struct FaultWireTests {
    @Test("an answer that is none closes the connection, with what waits in it", arguments: [false, true])
    func disconnect(isReset: Bool) async throws {
        let answered = Mutex<[String]>([])
        try await WireServer.serving({ request in
            answered.withLock { $0.append(request.target) }
            return request.target == "/drop" ? .disconnect(isReset: isReset) : Response(status: .ok, text: "ok")
        }) { server in
            let client = try server.connect()
            try await client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().body == "ok")
            try await client.send("GET /drop HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n")
            let end: WireClient.Failure
            do {
                _ = try await client.answer()
                throw WireClient.Failure.timeout
            } catch let failure as WireClient.Failure { end = failure }
            #expect(end == (isReset ? .reset : .closed("")))
            #expect(answered.withLock { $0 } == ["/a", "/drop"])
            #expect(server.sink.tail(10).contains { $0.message.contains("\"GET /drop HTTP/1.1\" status: 444") })
            // Other connections do not notice.
            let other = try server.connect()
            try await other.send("GET /b HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await other.answer().body == "ok")
        }
    }

    @Test("a request that pauses holds up no other one of its event loop")
    func pause() async throws {
        try await WireServer.serving({ request in
            if request.target == "/slow" { try await request.pause(for: .seconds(3600)) }
            return Response(status: .ok, text: request.target)
        }) { server in
            let slow = try (0..<20).map { _ in try server.connect() }
            for client in slow { try await client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") }
            await eventually { server.worker?.requestsInFlight == 20 }
            let fast = try server.connect()
            try await fast.send("GET /fast HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await fast.answer().body == "/fast")
            #expect(server.worker?.requestsInFlight == 20)
            for client in slow {
                client.reset()
                client.close()
            }
            await eventually { server.worker?.requestsInFlight == 0 }
        }
    }

    @Test("a client that goes away ends the pause of its request, and no other work")
    func abandoned() async throws {
        let outcomes = Mutex<[String]>([])
        let gate = Gate()
        try await WireServer.serving({ request in
            if request.target == "/work" {
                await gate.pass()
                outcomes.withLock { $0.append(Task.isCancelled ? "work cancelled" : "work done") }
                return Response(status: .ok)
            }
            do { try await request.pause(for: .seconds(3600)) } catch {
                outcomes.withLock { $0.append("pause ended") }
                throw error
            }
            return Response(status: .ok)
        }) { server in
            let pausing = try server.connect()
            try await pausing.send("GET /pause HTTP/1.1\r\nHost: x\r\n\r\n")
            let working = try server.connect()
            try await working.send("GET /work HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            await eventually { server.worker?.requestsInFlight == 2 }
            pausing.reset()
            pausing.close()
            working.reset()
            working.close()
            await eventually { outcomes.withLock { $0 } == ["pause ended"] && server.worker?.connectionCount == 0 }
            gate.open()
            await eventually { outcomes.withLock { $0 } == ["pause ended", "work done"] }
            await eventually { server.sink.tail(10).contains { $0.message.contains("\"GET /pause HTTP/1.1\" status: 499") } }
        }
    }
}
