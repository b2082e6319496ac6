import Persistence
import Testing

@testable import ControlPlane

@Suite("A switch of revisions")
struct SwapTests {
    @Test("is final when the command returns: loaded, active, and loaded again when the next has taken its place")
    func states() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            #expect(try await fixture.active() == "r1")
            try await fixture.load("closed", SwapPlane.deployment("neutron").replacing("noauth = open app", with: "noauth = closed app"))
            #expect(try await fixture.state("closed") == .loaded)
            #expect(try await fixture.status() == 200)
            let report = try await plane.useRevision(app: nil, revision: "closed", by: SwapPlane.alice)
            #expect(report.changes.first?.before == "r1" && report.pending == nil)
            #expect(try await fixture.state("closed") == .active)
            #expect(try await fixture.state("r1") == .loaded)
            #expect(try await fixture.status() == 401)
            _ = try await plane.useRevision(app: "neutron", revision: "r1", by: SwapPlane.alice)
            #expect(try await fixture.status() == 200)
            #expect(try await fixture.outcomes() == ["r1 confirmed", "closed confirmed", "r1 confirmed"])
            await #expect(throws: ControlError.self) {
                try await plane.useRevision(app: "osapi_volume", revision: "closed", by: SwapPlane.alice)
            }
        }
    }

    @Test("to a strategy is made for all apps that offer it, in one step of the history")
    func strategies() async throws {
        try await SwapPlane.running { fixture in
            let report = try await fixture.plane.useStrategy("keystone", app: nil, by: SwapPlane.alice)
            #expect(report.changes.map(\.revision.app) == ["neutron", "osapi_volume"])
            #expect(try await fixture.status() == 401)
            #expect(try await fixture.status("osapi_volume") == 401)
            let back = try await fixture.plane.rollback(by: SwapPlane.alice)
            #expect(back.changes.map(\.revision.revision).sorted() == ["r1", "r2"])
            #expect(try await fixture.status("osapi_volume") == 200)
        }
    }

    @Test("does not happen when a probe of the candidate fails, and is undone when one through the socket does")
    func probes() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            var conditions = SwitchConditions()
            conditions.probes = [try #require(Probe("GET / 200"))]
            let before = await #expect(throws: ControlError.self) {
                try await plane.useStrategy("keystone", app: "neutron", conditions: conditions, by: SwapPlane.alice)
            }
            #expect(before?.kind == .rolledBack)
            #expect(try await plane.revisionInformation(app: "neutron").map(\.revision) == ["r1"])
            try await fixture.load("shy", SwapPlane.deployment("neutron").replacing("noauth = open app", with: "noauth = shy app"))
            let after = await #expect(throws: ControlError.self) {
                try await plane.useRevision(app: nil, revision: "shy", conditions: conditions, by: SwapPlane.alice)
            }
            #expect(after?.kind == .rolledBack && after?.message.contains("503") == true, "\(String(describing: after))")
            #expect(try await fixture.active() == "r1")
            #expect(try await fixture.state("shy") == .failed)
            #expect(try await fixture.outcomes() == ["shy undone", "r1 confirmed"])
        }
    }

    @Test("changes nothing in a dry run, and is refused when another revision is active than the one it was prepared against")
    func conditions() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            var dry = SwitchConditions()
            dry.isDryRun = true
            let report = try await plane.useStrategy("keystone", app: "neutron", conditions: dry, by: SwapPlane.alice)
            #expect(report.kind == .planned && report.changes.first?.differences.isEmpty == false)
            #expect(try await fixture.active() == "r1")
            #expect(try await plane.revisionInformation(app: "neutron").count == 1)
            _ = try await plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            var stale = SwitchConditions()
            stale.ifActive = "r1"
            let error = await #expect(throws: ControlError.self) {
                try await plane.useRevision(app: nil, revision: "r1", conditions: stale, by: SwapPlane.alice)
            }
            #expect(error?.message.contains("not r1") == true)
        }
    }

    @Test("can be undone, done again, and taken back by several steps")
    func history() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            let first = await #expect(throws: ControlError.self) { try await plane.undoSwap(app: "neutron", by: SwapPlane.alice) }
            #expect(first?.message.contains("nothing was active before") == true || first?.message.contains("steps") == true)
            _ = try await plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            let keystone = try await fixture.active()
            _ = try await plane.undoSwap(by: SwapPlane.alice)
            #expect(try await fixture.active() == "r1")
            _ = try await plane.undoSwap(by: SwapPlane.alice)
            #expect(try await fixture.active() == keystone)
            // r1, keystone, r1, keystone: three back is the first keystone's predecessor.
            _ = try await plane.rollback(steps: 3, app: "neutron", by: SwapPlane.alice)
            #expect(try await fixture.active() == "r1")
            await #expect(throws: ControlError.self) { try await plane.rollback(steps: 9, app: "neutron", by: SwapPlane.alice) }
        }
    }

    @Test("lets what nothing stands for be discarded, all of it or none")
    func discard() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            for name in ["try-1", "try-2", "try-3"] { try await fixture.load(name, SwapPlane.deployment("neutron")) }
            _ = try await plane.labelRevision("good", "try-3")
            let labelled = await #expect(throws: ControlError.self) { try await plane.discardRevisions(["try-*"]) }
            #expect(labelled?.message.contains("try-3 has the label 'good'") == true)
            #expect(try await plane.revisionInformation(app: "neutron").count == 4)
            #expect(try await plane.discardRevisions(["try-[12]"]) == ["try-1", "try-2"])
            let active = await #expect(throws: ControlError.self) { try await plane.discardRevisions(["r1"]) }
            #expect(active?.message.contains("r1 is active") == true)
            _ = try await plane.useRevision(app: nil, revision: "good", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let target = await #expect(throws: ControlError.self) { try await plane.discardRevisions(["r1"]) }
            #expect(target?.message.contains("goes back to") == true)
            await #expect(throws: ControlError.self) { try await plane.labelRevision("neutron", "r1") }
            await #expect(throws: ControlError.self) { try await plane.discardRevisions(["nothing*"]) }
        }
    }

    @Test("leaves the old revision to drain; whoever waits for that is told when it has, or that the time is over")
    func draining() async throws {
        try await SwapPlane.running { fixture in
            let (plane, gate, clock) = (fixture.plane, fixture.gate, fixture.clock)
            let answer = Task { () -> Int in
                var request = IssuedRequest(method: "GET", target: "/wait")
                request.app = "neutron"
                return try await plane.issue(request).status
            }
            await gate.arrival()
            _ = try await plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            let draining = try await plane.revisionInformation("r1")
            #expect(draining.state == .draining && draining.inFlight == 1)
            async let over: Void = {
                let error = await #expect(throws: ControlError.self) { try await plane.drainRevision("r1", wait: .seconds(5)) }
                #expect(error?.kind == .timedOut)
            }()
            await eventually { clock.sleeperCount == 1 }
            clock.advance(by: .seconds(6))
            await over
            async let drained = plane.drainRevision("r1", wait: .seconds(5))
            await eventually { clock.sleeperCount == 1 }
            gate.open()
            #expect(try await drained.state == .loaded)
            #expect(try await answer.value == 200)
            let active = await #expect(throws: ControlError.self) { try await plane.drainRevision("neutron") }
            #expect(active?.message.contains("is active") == true)
        }
    }

    @Test("frees what it replaced: after many only the last few revisions and the last lines of the history are there")
    func freedom() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            var made: [WeakRevision] = []
            for number in 0..<1100 {
                _ = try await plane.useStrategy(number.isMultiple(of: 2) ? "keystone" : "noauth", app: "neutron", by: SwapPlane.alice)
                made.append(WeakRevision(revision: await plane.app("neutron")?.active))
            }
            #expect(made.count { $0.revision != nil } <= HostedApp.keptRevisions + 1)
            #expect(try await plane.revisionInformation(app: "neutron").count == HostedApp.keptRevisions + 1)
            #expect(try await plane.swapHistory().count == SwapLedger.historyLimit)
            #expect(try fixture.store.count("SELECT count(*) FROM control_swaps") <= SwapLedger.historyLimit + 40)
            #expect(try fixture.store.count("SELECT count(*) FROM control_revisions") <= SwapLedger.historyLimit + 60)
            #expect(try fixture.store.count("SELECT count(*) FROM control_deployments") <= 2)
        }
    }

    private struct WeakRevision {
        weak var revision: Revision?
    }
}

extension ControlPlane {
    fileprivate func app(_ name: String) -> ActiveRevision? { (try? app(named: name)).map { ActiveRevision(active: $0.active) } }

    fileprivate struct ActiveRevision: Sendable {
        var active: Revision?
    }
}

extension String {
    func replacing(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
