import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing
import WireClient

@testable import ControlPlane

@Suite("A worker that stops")
struct WorkerStopTests {
    @Test("answers what it has in hand, closes that connection then, and closes idle ones")
    func drain() async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            if request.target == "/wait" { await gate.pass() }
            return try await WireServer.echo(request)
        }) { server in
            let (idle, busy) = (try server.connect(), try server.connect())
            try await idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await idle.answer().headers["connection"] == nil)
            try await busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            let worker = try #require(server.worker)
            server.loops.remove(worker)
            async let stop: Void = worker.stop(deadline: .now + .seconds(20))
            #expect(try await idle.rest() == "")
            #expect(worker.state == .draining)
            gate.open()
            let answer = try await busy.answer()
            #expect(answer.body == "/wait ")
            #expect(answer.headers["connection"] == "close")
            #expect(try await busy.rest() == "")
            await stop
            #expect(worker.state == .stopped)
        }
    }

    @Test("still answers a connection that was on its way to it")
    func onItsWay() async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            if request.target == "/wait" { await gate.pass() }
            return try await WireServer.echo(request)
        }) { server in
            let busy = try server.connect()
            try await busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            let worker = try #require(server.worker)
            async let stop: Void = worker.stop(deadline: .now + .seconds(20))
            await eventually { worker.state == .draining }
            let late = try server.connect()
            try await late.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try await late.answer()
            #expect(answer.body == "/late ")
            #expect(answer.headers["connection"] == "close")
            gate.open()
            #expect(try await busy.answer().status == 200)
            await stop
        }
    }

    @Test("does not wait longer than it is told to, and its work still ends")
    func deadline() async throws {
        let gate = Gate()
        try await WireServer.serving({ _ in
            await gate.pass()
            return Response(status: .ok)
        }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            let worker = try #require(server.worker)
            server.loops.remove(worker)
            await worker.stop(deadline: .now)
            #expect(worker.state == .stopped)
            #expect(server.revision?.inFlight == 1)
            gate.open()
            await eventually { server.revision?.inFlight == 0 }
        }
    }

    @Test("loses no request of clients that keep asking")
    func replacement() async throws {
        var limits = ListenerLimits()
        limits.drainGrace = .seconds(5)
        try await WireServer.serving(workers: 2, limits: limits, WireServer.echo) { server in
            let answered = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var client = try server.connect()
                        for number in 0..<300 {
                            try await client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n")
                            let answer = try await client.answer()
                            guard answer.body == "/\(number) " else { return -1 }
                            if answer.headers["connection"] == "close" { client = try server.connect() }
                        }
                        return 300
                    }
                }
                for number in 2..<12 {
                    guard let old = server.loops.workers.first else { break }
                    server.loops.add(APIWorker(id: "w\(number)", app: "test"))
                    server.loops.remove(old)
                    await old.stop(deadline: .now + .seconds(20))
                    #expect(old.connectionCount == 0)
                }
                return try await group.reduce(0, +)
            }
            #expect(answered == 2400)
        }
    }
}
