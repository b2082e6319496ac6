import ConfigOptions
import HTTPApplication
import Logging
import Testing

@testable import ControlPlane

@Suite("A transaction")
struct TransactionTests {
    @Test("shows nothing of what it collects before it is committed, and then all of it")
    func commit() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            try await plane.beginTransaction(by: SwapPlane.alice)
            #expect(plane.transactionHolder == SwapPlane.alice)
            #expect(try await plane.useStrategy("keystone", app: nil, by: SwapPlane.alice).kind == .collected)
            try SwapPlane.write(fixture.directory + "/a.ini", SwapPlane.deployment("extra"))
            _ = try await plane.loadApp(
                file: fixture.directory + "/a.ini", section: "extra", name: "extra", listen: nil, by: SwapPlane.alice)
            _ = try await plane.setOption(project: .neutron, group: nil, name: "debug", value: "true", by: SwapPlane.alice)
            #expect(try await fixture.status() == 200)
            #expect(await plane.appInformation().map(\.name) == ["neutron", "osapi_volume"])
            #expect(plane.log.level != .debug)
            #expect(try await plane.strategies(app: "neutron").filter(\.isActive).map(\.strategy) == ["noauth"])
            let refused = await #expect(throws: ControlError.self) { try await plane.useStrategy("noauth", app: nil, by: SwapPlane.bob) }
            #expect(refused?.message.contains("alice") == true)
            let report = try await plane.commitTransaction(by: SwapPlane.alice)
            #expect(report.kind == .made && report.loadedApps == ["extra"])
            #expect(try await fixture.status() == 401)
            #expect(try await fixture.status("osapi_volume") == 401)
            #expect(try await fixture.status("extra") == 200)
            #expect(plane.log.level == .debug)
            #expect(plane.transactionHolder == nil)
        }
    }

    @Test("changes nothing when a part of it cannot be done")
    func failure() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            let taken = try await plane.appInformation("neutron").listen
            try await plane.beginTransaction(by: SwapPlane.alice)
            _ = try await plane.useStrategy("keystone", app: nil, by: SwapPlane.alice)
            try SwapPlane.write(fixture.directory + "/a.ini", SwapPlane.deployment("extra"))
            _ = try await plane.loadApp(
                file: fixture.directory + "/a.ini", section: "extra", name: "extra", listen: taken, by: SwapPlane.alice)
            await #expect(throws: (any Error).self) { try await plane.commitTransaction(by: SwapPlane.alice) }
            #expect(try await fixture.status() == 200)
            #expect(try await fixture.status("osapi_volume") == 200)
            #expect(plane.transactionHolder == SwapPlane.alice)
            try await plane.abortTransaction(by: SwapPlane.alice)
            #expect(try await fixture.outcomes() == ["r1 confirmed"])
            await #expect(throws: ControlError.self) { try await plane.commitTransaction(by: SwapPlane.alice) }
        }
    }

    @Test("is undone as a whole when nobody confirms it")
    func unconfirmed() async throws {
        try await SwapPlane.running { fixture in
            let plane = fixture.plane
            try await plane.beginTransaction(by: SwapPlane.alice)
            _ = try await plane.useStrategy("keystone", app: nil, by: SwapPlane.alice)
            try SwapPlane.write(fixture.directory + "/a.ini", SwapPlane.deployment("extra"))
            _ = try await plane.loadApp(
                file: fixture.directory + "/a.ini", section: "extra", name: "extra", listen: nil, by: SwapPlane.alice)
            _ = try await plane.setOption(project: .neutron, group: nil, name: "debug", value: "true", by: SwapPlane.alice)
            _ = try await plane.commitTransaction(by: SwapPlane.alice, conditions: SwapPlane.confirming(60))
            #expect(try await fixture.status("extra") == 200)
            await plane.abandonSwaps(session: "a")
            #expect(await plane.appInformation().map(\.name) == ["neutron", "osapi_volume"])
            #expect(try await fixture.status() == 200)
            #expect(plane.log.level != .debug)
        }
    }

    @Test("is aborted when its session is abandoned")
    func abandoned() async throws {
        try await SwapPlane.running { fixture in
            try await fixture.plane.beginTransaction(by: SwapPlane.alice)
            _ = try await fixture.plane.useStrategy("keystone", app: nil, by: SwapPlane.alice)
            await fixture.plane.abandonSwaps(session: "a")
            #expect(fixture.plane.transactionHolder == nil)
            #expect(try await fixture.status() == 200)
            _ = try await fixture.plane.useStrategy("keystone", app: nil, by: SwapPlane.bob)
        }
    }
}
