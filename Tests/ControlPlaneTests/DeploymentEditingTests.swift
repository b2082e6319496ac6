import BrokenDeployments
import Foundation
import HTTPApplication
import PasteDeploy
import Testing

@testable import ControlPlane

private let deployment = """
    [DEFAULT]
    log = %(here)s/log

    # The API is under /v1.
    [composite:main]
    use = egg:Paste#urlmap
    /v1 = api
    /other = leaf

    [composite:api]
    use = call:neutron.auth:pipeline_factory
    noauth = f leaf
    keystone = g f leaf

    [filter:f]
    paste.filter_factory = m:filter

    [filter:g]
    paste.filter_factory = m:filter

    [app:leaf]
    paste.app_factory = m:app

    """

@Suite("Deployments of a running instance")
struct DeploymentEditingTests {
    private typealias Choice = PipelineEdit.FilterChoice

    @Test("a broken file leaves what runs untouched, and each of its mistakes is told with its place")
    func broken() async throws {
        let main =
            "[pipeline:main]\npipeline = f leaf\n[app:leaf]\npaste.app_factory = m:app\n[filter:f]\npaste.filter_factory = m:filter\n"
        let running = try await DeployedPlane(main, files: ["other.ini": "[app:main]\nuse = call:m:app\n"])
        let before = try await running.active()
        for file in BrokenFile.all {
            try running.write(file.text, to: "main.ini")
            let error = await #expect(throws: ControlError.self, "\(file)") {
                _ = try await running.plane.loadRevision(
                    app: "main", name: nil, file: running.path("main.ini"), section: nil, by: running.caller)
            }
            let message = error?.description ?? ""
            for finding in file.findings {
                let place = finding.line > 0 ? ":\(finding.line):\(finding.column): error: " : ": error: "
                #expect(message.contains("main.ini" + place), "\(file): \(message)")
                #expect(message.contains(finding.fragment.replacing("/etc/cloud", with: running.directory)), "\(file): \(message)")
            }
            let after = try await running.plane.revisionInformation(app: "main")
            #expect(after.map(\.revision) == [before.revision] && after.map(\.generation) == [before.generation], "\(file)")
            #expect(after.map(\.state) == [.active] && after.map(\.digest) == [before.digest], "\(file)")
        }
        #expect(try await running.filters("/things") == "f")
        await running.stop()
    }

    @Test("an edit is a revision of its own, which can be used and taken back")
    func edits() async throws {
        let running = try await DeployedPlane(deployment)
        let before = try await running.active()
        let edit = PipelineEdit(.insert(Choice("delay", options: [Choice.Option(key: "seconds", value: "2")]), .before("f")))
        let dry = try await running.plane.editPipelines(app: "main", edit, isDryRun: true, by: running.caller)
        #expect(dry.changes.map(\.description) == ["/v1: filter added: delay (outermost)"])
        #expect(try await running.plane.revisionInformation(app: "main").count == 1)

        let report = try await running.plane.editPipelines(app: "main", edit, by: running.caller)
        #expect(report.revision.state == .loaded && report.base == before.revision)
        #expect(report.revision.comment == "\(before.revision): insert delay before f")
        #expect(try await running.filters("/v1/things") == "f")
        _ = try await running.plane.useRevision(app: "main", revision: report.revision.revision, by: running.caller)
        #expect(try await running.filters("/v1/things") == "delay f")
        #expect(try await running.filters("/other/things").isEmpty)

        // The strategy that was not chosen has not changed.
        _ = try await running.plane.useStrategy("keystone", app: "main", by: running.caller)
        #expect(try await running.filters("/v1/things") == "g f")
        _ = try await running.plane.useRevision(app: "main", revision: report.revision.revision, by: running.caller)
        let removal = try await running.plane.editPipelines(
            app: "main", PipelineEdit(.remove("delay")), using: SwitchConditions(), by: running.caller)
        #expect(try await running.filters("/v1/things") == "f")
        #expect(removal.revision.digest == before.digest && removal.swap != nil)
        await running.stop()
    }

    @Test("an edit that cannot be made, or whose probe fails, changes nothing")
    func refusals() async throws {
        let running = try await DeployedPlane(deployment)
        let before = try await running.active()
        for edit in [
            PipelineEdit(.insert(Choice("dely"), .outermost)), PipelineEdit(.remove("g")), PipelineEdit(.remove("f"), mount: "/v2"),
        ] {
            await #expect(throws: ControlError.self) {
                _ = try await running.plane.editPipelines(app: "main", edit, by: running.caller)
            }
        }
        var conditions = SwitchConditions()
        conditions.probes = [try #require(Probe("GET /v1/things 404"))]
        let failure = await #expect(throws: ControlError.self) {
            _ = try await running.plane.editPipelines(app: "main", PipelineEdit(.remove("f")), using: conditions, by: running.caller)
        }
        #expect(failure?.kind == .rolledBack)
        #expect(try await running.active().revision == before.revision)
        #expect(try await running.filters("/v1/things") == "f")
        await running.stop()
    }

    @Test("what runs is saved as a file that loads to the same digest")
    func save() async throws {
        let running = try await DeployedPlane(deployment)
        #expect(await running.plane.isSaved("main"))
        _ = try await running.plane.editPipelines(
            app: "main", PipelineEdit(.insert(Choice("delay"), .before("f"))), using: SwitchConditions(), by: running.caller)
        #expect(await !running.plane.isSaved("main"))
        let active = try await running.active()

        try FileManager.default.createDirectory(atPath: running.path("sub"), withIntermediateDirectories: true)
        let saved = try await running.plane.saveDeployment(app: nil, to: running.path("sub/saved.ini"), isForced: false)
        #expect(saved.digest == active.digest && saved.app == "main" && saved.otherStrategy == nil)
        #expect(await running.plane.isSaved("main"))
        let text = try running.text("sub/saved.ini")
        #expect(text.contains("# The API is under /v1.\n") && text.contains("noauth = delay f leaf\n"))
        #expect(text.contains("here = \(running.directory)\n"))
        let loaded = try await running.plane.loadRevision(
            app: "main", name: "saved", file: running.path("sub/saved.ini"), section: nil, by: running.caller)
        #expect(loaded.digest == active.digest)

        await #expect(throws: ControlError.self) {
            _ = try await running.plane.saveDeployment(app: "main", to: running.path("main.ini"), isForced: false)
        }
        #expect(try running.text("main.ini") == deployment)
        try FileManager.default.setAttributes([.posixPermissions: 0o604], ofItemAtPath: running.path("main.ini"))
        try FileManager.default.createSymbolicLink(atPath: running.path("link.ini"), withDestinationPath: running.path("main.ini"))
        _ = try await running.plane.saveDeployment(app: "main", to: running.path("link.ini"), isForced: true)
        #expect(try running.text("main.ini").contains("noauth = delay f leaf\n"))
        let attributes = try FileManager.default.attributesOfItem(atPath: running.path("main.ini"))
        #expect(attributes[.posixPermissions] as? Int == 0o604)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: running.path("link.ini")) == running.path("main.ini"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: running.path("sub")) == ["saved.ini"])

        _ = try await running.plane.useStrategy("keystone", app: "main", by: running.caller)
        #expect(await !running.plane.isSaved("main"))
        let other = try await running.plane.saveDeployment(app: "main", to: running.path("k.ini"), isForced: false)
        #expect(other.otherStrategy == "noauth")
        #expect(await !running.plane.isSaved("main"))
        await running.stop()
    }

    @Test("a comparison tells the routes that are concerned")
    func difference() async throws {
        let running = try await DeployedPlane(deployment)
        try running.write(
            deployment.replacing("/other = leaf", with: "/new = leaf").replacing("noauth = f leaf", with: "noauth = g f leaf"), to: "b.ini")
        let difference = try await running.plane.difference("main", running.path("b.ini"))
        #expect(
            difference.changes.map(\.description)
                == ["/other: mount removed (was: leaf)", "/v1: filter added: g (outermost)", "/new: mount added (leaf)"])
        let routes = Set(difference.routes.map { "\($0.kind.rawValue) \($0.mount) \($0.method) \($0.path)" })
        #expect(
            routes == [
                "route removed /other GET /other/things", "route removed /other GET /other/things/{id}",
                "route added /new GET /new/things", "route added /new GET /new/things/{id}",
                "route through another pipeline /v1 GET /v1/things", "route through another pipeline /v1 GET /v1/things/{id}",
            ])
        #expect(try await running.plane.difference("main", running.path("main.ini")).isEmpty)
        await #expect(throws: ControlError.self) { _ = try await running.plane.difference("main", "r99") }
        await running.stop()
    }
}
