import HTTPApplication
import Logging
import NIOCore
import NIOHTTP1
import Testing
import WireClient

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
            // In debug mode each answer says which generation gave it.
            server.sink.level = .debug
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await gate.arrival()
            let old = try #require(server.revision)
            server.endpoint.slot.publish(
                try WireServer.revision("r2", generation: 2) { Response(status: .ok, text: String($0.context.generation)) })
            #expect(old.state == .draining)
            gate.open()
            for generation in ["1", "2"] {
                let answer = try await client.answer()
                #expect(answer.body == generation && answer.headers["x-cloudsh-generation"] == generation)
            }
            await eventually { old.state == .gone }
        }
    }

    @Test("of several apps change together: who has seen the new one of any sees the old one of none")
    func together() async throws {
        let slots = (RevisionSlot(), RevisionSlot())
        var all: [Revision] = []
        for number in 1...100 { all.append(try WireServer.revision("r\(number)", generation: UInt64(number), WireServer.echo)) }
        let revisions = all
        RevisionSlot.exchange([(slots.0, revisions[0]), (slots.1, revisions[0])])
        await withTaskGroup(of: Void.self) { group in
            for order in [(slots.0, slots.1), (slots.1, slots.0)] {
                group.addTask {
                    for _ in 0..<5000 {
                        guard let first = order.0.lease(), let second = order.1.lease() else { continue }
                        #expect(first.revision.generation <= second.revision.generation)
                        first.release()
                        second.release()
                    }
                }
            }
            group.addTask {
                for revision in revisions.dropFirst() {
                    RevisionSlot.exchange([(slots.1, revision), (slots.0, revision)])
                    await Task.yield()
                }
            }
        }
        #expect(slots.0.current === revisions.last && slots.1.current === revisions.last)
    }
}
