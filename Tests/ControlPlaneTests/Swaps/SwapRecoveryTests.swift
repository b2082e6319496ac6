import Glibc
import Testing

@testable import ControlPlane

@Suite("After a restart")
struct SwapRecoveryTests {
    @Test("the last confirmed revision runs; one that was not confirmed is in the history as undone")
    func unconfirmed() async throws {
        try await SwapPlane.running { fixture in
            _ = try await fixture.plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            let confirmed = try await fixture.active()
            _ = try await fixture.plane.useStrategy("noauth", app: "neutron", conditions: SwapPlane.confirming(60), by: SwapPlane.alice)
            let candidate = try await fixture.active()
            try await fixture.restart()
            #expect(try await fixture.active() == confirmed)
            #expect(try await fixture.status() == 401)
            #expect(try await fixture.outcomes() == ["\(candidate) undone", "\(confirmed) confirmed", "r1 confirmed"])
            for await notice in fixture.plane.notices.follow() {
                #expect(notice.text.contains(candidate) && notice.text.contains(confirmed))
                break
            }
        }
    }

    @Test("old revisions can be used, labels stand for them, and new ones get new names")
    func kept() async throws {
        try await SwapPlane.running { fixture in
            try await fixture.load("closed", SwapPlane.deployment("neutron").replacing("noauth = open app", with: "noauth = closed app"))
            unlink(fixture.directory + "/a.ini")
            _ = try await fixture.plane.labelRevision("first", "r1")
            _ = try await fixture.plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            let generation = try await fixture.plane.revisionInformation("neutron").generation
            try await fixture.restart()
            let plane = fixture.plane
            #expect(try await fixture.state("closed") == .loaded)
            _ = try await plane.useRevision(app: nil, revision: "closed", by: SwapPlane.alice)
            #expect(try await fixture.status() == 401)
            _ = try await plane.useRevision(app: nil, revision: "first", by: SwapPlane.alice)
            #expect(try await fixture.active() == "r1")
            #expect(try await fixture.status() == 200)
            _ = try await plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            #expect(try await plane.revisionInformation("neutron").generation > generation)
        }
    }

    @Test("a configuration that has changed meanwhile wins")
    func configuration() async throws {
        try await SwapPlane.running { fixture in
            _ = try await fixture.plane.useStrategy("keystone", app: "neutron", by: SwapPlane.alice)
            let changed = SwapPlane.deployment("neutron").replacing("noauth = open app", with: "noauth = open shy app")
            try SwapPlane.write(fixture.directory + "/n.ini", changed)
            try await fixture.restart()
            let active = try await fixture.plane.revisionInformation("neutron")
            #expect(active.strategy == "noauth" && active.filters == ["open", "shy"])
            // And it stays so when nothing changes any more, under the same name.
            try await fixture.restart()
            #expect(try await fixture.active() == active.revision)
        }
    }
}
