import Testing

@testable import ControlPlane

@Suite("A switch that has to be confirmed")
struct UnconfirmedSwapTests {
    @Test("goes back to the last confirmed revision when its time is over, and every shell hears of it")
    func timer() async throws {
        try await SwapPlane.running { fixture in
            let (plane, clock) = (fixture.plane, fixture.clock)
            let notices = plane.notices.follow()
            let report = try await plane.useStrategy("keystone", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let pending = try #require(report.pending)
            #expect(pending.holder == SwapPlane.alice && (59...60).contains(pending.secondsLeft))
            #expect(pending.changes.first?.target == "r1")
            #expect(plane.hasUnconfirmedSwap(session: "a") && !plane.hasUnconfirmedSwap(session: "b"))
            let candidate = try await fixture.active()
            #expect(try await fixture.state(candidate) == .unconfirmed)
            await eventually { clock.sleeperCount == 1 }
            clock.advance(by: .seconds(59))
            #expect(try await fixture.active() == candidate)
            clock.advance(by: .seconds(1))
            await eventually { (try? await fixture.active()) == "r1" }
            await eventually { plane.pendingSwap == nil }
            await eventually { (try? await fixture.outcomes()) == ["\(candidate) undone", "r1 confirmed"] }
            for await notice in notices where notice.text.contains("rolled back") {
                #expect(notice.text.contains("alice") && notice.text.contains("r1"))
                break
            }
        }
    }

    @Test("stays when it is confirmed")
    func confirmation() async throws {
        try await SwapPlane.running { fixture in
            let (plane, clock) = (fixture.plane, fixture.clock)
            await #expect(throws: ControlError.self) { try await plane.confirmSwap(by: SwapPlane.alice) }
            _ = try await plane.useStrategy("keystone", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let candidate = try await fixture.active()
            #expect(try await plane.confirmSwap(by: SwapPlane.alice).map(\.revision) == [candidate])
            #expect(plane.pendingSwap == nil)
            await eventually { clock.sleeperCount == 0 }
            clock.advance(by: .seconds(3600))
            #expect(try await fixture.state(candidate) == .active)
            #expect(try await fixture.outcomes().first == "\(candidate) confirmed")
        }
    }

    @Test("gets its time anew from a further one of the session, and keeps where it goes back to")
    func joining() async throws {
        try await SwapPlane.running { fixture in
            let (plane, clock) = (fixture.plane, fixture.clock)
            _ = try await plane.useStrategy("keystone", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            await eventually { clock.sleeperCount == 1 }
            clock.advance(by: .seconds(50))
            try await fixture.load("other", SwapPlane.deployment("neutron", "size = 1"))
            _ = try await plane.useRevision(app: nil, revision: "other", by: SwapPlane.alice)
            _ = try await plane.useStrategy("keystone", app: "osapi_volume", by: SwapPlane.alice)
            await eventually { clock.sleeperCount == 1 }
            clock.advance(by: .seconds(50))
            #expect(try await fixture.active() == "other")
            clock.advance(by: .seconds(10))
            await eventually { (try? await fixture.active()) == "r1" }
            #expect(try await fixture.active("osapi_volume") == "r2")
            await eventually { (try? await fixture.outcomes()) == ["other undone", "r1 confirmed"] }
        }
    }

    @Test("keeps what the session has when a further one fails")
    func failureOfASecond() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            _ = try await plane.useStrategy("keystone", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let candidate = try await fixture.active()
            try await fixture.load("shy", SwapPlane.deployment("neutron").replacing("keystone = closed app", with: "keystone = shy app"))
            var conditions = SwitchConditions()
            conditions.probes = [try #require(Probe("GET / 200"))]
            await #expect(throws: ControlError.self) {
                try await plane.useRevision(app: nil, revision: "shy", conditions: conditions, by: SwapPlane.alice)
            }
            #expect(try await fixture.active() == candidate)
            #expect(plane.pendingSwap?.changes.first?.revision == candidate)
            _ = try await plane.confirmSwap(by: SwapPlane.alice)
            #expect(try await fixture.outcomes() == ["\(candidate) confirmed", "r1 confirmed"])
        }
    }

    @Test("is its session's alone: another one is refused, and told who holds it")
    func others() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            _ = try await plane.useStrategy("keystone", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let candidate = try await fixture.active()
            let use = await #expect(throws: ControlError.self) { try await plane.useStrategy("noauth", app: nil, by: SwapPlane.bob) }
            #expect(use?.message.contains("alice") == true && use?.message.contains(candidate) == true)
            await #expect(throws: ControlError.self) { try await plane.confirmSwap(by: SwapPlane.bob) }
            await #expect(throws: ControlError.self) { try await plane.undoSwap(by: SwapPlane.bob) }
            await #expect(throws: ControlError.self) { try await plane.beginTransaction(by: SwapPlane.bob) }
            #expect(try await fixture.active() == candidate)
            _ = try await plane.undoSwap(by: SwapPlane.bob, isForced: true)
            #expect(try await fixture.active() == "r1")
            _ = try await plane.useStrategy("keystone", app: "neutron", by: SwapPlane.bob)
        }
    }

    @Test("is undone when its session is abandoned")
    func abandoned() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            _ = try await plane.useStrategy("keystone", app: nil, conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            #expect(await plane.abandonSwaps(session: "b").isEmpty)
            #expect(await plane.abandonSwaps(session: "a").map(\.app) == ["neutron", "osapi_volume"])
            #expect(try await fixture.status() == 200)
            #expect(try await fixture.status("osapi_volume") == 200)
            #expect(plane.pendingSwap == nil)
        }
    }
}
