import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing

@testable import ControlPlane

@Suite("The active revision")
struct RevisionSlotTests {
    @Test("is held by the requests that began under it, each once, and gone when the last has ended")
    func leases() async throws {
        let slot = RevisionSlot()
        var all: [Revision] = []
        for number in 0..<50 { all.append(try WireServer.revision("r\(number)", generation: UInt64(number), WireServer.echo)) }
        let revisions = all
        slot.publish(revisions[0])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<5000 {
                        guard let lease = slot.lease() else { continue }
                        #expect(lease.revision.inFlight > 0)
                        #expect(lease.revision.state != .gone)
                        lease.release()
                    }
                }
            }
            group.addTask {
                for revision in revisions.dropFirst() {
                    slot.publish(revision)
                    await Task.yield()
                }
            }
        }
        #expect(slot.current === revisions.last)
        for revision in revisions {
            #expect(revision.inFlight == 0)
            #expect(revision.state == (revision === revisions.last ? .active : .gone))
        }
    }

    @Test("changes between two requests of one connection, never under one")
    func swap() async throws {
        let gate = Gate()
        try await WireServer.serving({ request in
            await gate.pass()
            return Response(status: .ok, text: String(request.context.generation))
        }) { server in
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            let old = try #require(server.revision)
            server.endpoint.slot.publish(
                try WireServer.revision("r2", generation: 2) { Response(status: .ok, text: String($0.context.generation)) })
            #expect(old.state == .draining)
            gate.open()
            #expect(try await client.answer().body == "1")
            #expect(try await client.answer().body == "2")
            await eventually { old.state == .gone }
        }
    }
}
