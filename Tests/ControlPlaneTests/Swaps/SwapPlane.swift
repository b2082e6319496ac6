import APIResources
import ConfigOptions
import Extensions
import Glibc
import HTTPApplication
import Messaging
import NIOHTTP1
import PasteDeploy
import Persistence
import Testing

@testable import ControlPlane

/// A control plane with two small apps, `neutron` and `osapi_volume`, in a directory of its own.
final class SwapPlane {
    static let alice = SwapCaller(user: "alice", session: "a")
    static let bob = SwapCaller(user: "bob", session: "b")

    let directory: String
    let clock: ManualClock
    let gate: Gate
    private(set) var plane: ControlPlane
    private(set) var store: SQLiteStore

    /// `noauth` answers 200, `keystone` 401; `/wait` waits at the gate.
    static func deployment(_ app: String, _ more: String = "") -> String {
        """
        [composite:\(app)]
        use = call:neutron.auth:pipeline_factory
        noauth = open app
        keystone = closed app

        [filter:open]
        paste.filter_factory = m:answer

        [filter:closed]
        paste.filter_factory = m:answer
        status = 401

        [filter:shy]
        paste.filter_factory = m:shy

        [app:app]
        paste.app_factory = m:app
        \(more)
        """
    }

    private init(_ directory: String, _ gate: Gate, _ clock: ManualClock, _ plane: ControlPlane, _ store: SQLiteStore) {
        self.directory = directory
        self.gate = gate
        self.clock = clock
        self.plane = plane
        self.store = store
    }

    /// Runs `test` with a plane that is started, and ends it afterwards.
    static func running(_ test: (SwapPlane) async throws -> Void) async throws {
        var template = Array("/tmp/cloudsh-swaps-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for name in ["a.ini", "n.ini", "c.ini", "cloudsh.sqlite", "cloudsh.sqlite-wal", "cloudsh.sqlite-shm"] {
                unlink(directory + "/" + name)
            }
            rmdir(directory)
        }
        try write(directory + "/n.ini", deployment("neutron"))
        try write(directory + "/c.ini", deployment("osapi_volume"))
        let (gate, clock) = (Gate(), ManualClock())
        let (plane, store) = try await make(directory, gate, clock)
        let fixture = SwapPlane(directory, gate, clock, plane, store)
        do { try await test(fixture) } catch {
            await fixture.plane.shutdown(within: .seconds(5))
            throw error
        }
        await fixture.plane.shutdown(within: .seconds(5))
    }

    /// Ends the plane as a crash would, as far as the database can tell, and starts another one.
    func restart() async throws {
        await plane.shutdown(within: .seconds(5))
        (plane, store) = try await Self.make(directory, gate, clock)
    }

    private static func make(_ directory: String, _ gate: Gate, _ clock: ManualClock) async throws -> (ControlPlane, SQLiteStore) {
        let common = "[DEFAULT]\nauth_strategy = noauth\n"
        var loader = ConfigLoader(
            base: [
                .neutron: common + "bind_host = 127.0.0.1\nbind_port = 0\napi_workers = 1\napi_paste_config = \(directory)/n.ini\n",
                .cinder: common
                    + "osapi_volume_listen = 127.0.0.1\nosapi_volume_listen_port = 0\nosapi_volume_workers = 1\napi_paste_config = \(directory)/c.ini\n",
            ])
        loader.searchPath = SearchPath(home: directory)
        let configuration = try loader.loadAll([.neutron, .cinder])
        let store = try SQLiteStore(path: directory + "/cloudsh.sqlite")
        var options = ControlPlaneOptions(stateDirectory: directory)
        options.clock = clock
        let projects = [
            HostedProject(
                project: .neutron, section: "neutron", embeddedDeployment: deployment("neutron"), options: .neutron,
                service: NoService(project: "neutron"), registry: registry(gate), config: ConfigCell(try #require(configuration[.neutron]))),
            HostedProject(
                project: .cinder, section: "osapi_volume", embeddedDeployment: deployment("osapi_volume"), options: .cinder,
                service: NoService(project: "cinder"), registry: registry(gate), config: ConfigCell(try #require(configuration[.cinder]))),
        ]
        let plane = ControlPlane(
            options: options, log: LogSink(), loader: loader, configuration: configuration, store: store, transport: LocalTransport(),
            projects: projects)
        let failures = try await plane.start()
        #expect(failures.isEmpty, "\(failures)")
        return (plane, store)
    }

    private static func registry(_ gate: Gate) -> FactoryRegistry {
        var registry = FactoryRegistry()
        registry.registerApplication(["m:app"], summary: "", acceptsAnyOption: true) { _ in
            ClosureApplication { request in
                if request.target == "/wait" { await gate.pass() }
                return Response(status: .ok, text: String(request.context.generation))
            }
        }
        registry.registerFilter(["m:answer"], summary: "", acceptsAnyOption: true) { arguments in
            AnsweringFilter(status: arguments.option("status").flatMap { Int($0.value) })
        }
        // Only clients from outside are refused: a probe in the process is not.
        registry.registerFilter(["m:shy"], summary: "") { _ in ShyFilter() }
        return registry
    }

    static func write(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    // MARK: Looking

    func active(_ app: String = "neutron") async throws -> String { try await plane.appInformation(app).revision ?? "none" }

    func state(_ revision: String) async throws -> Revision.State { try await plane.revisionInformation(revision).state }

    /// What the app answers to a request of this process.
    func status(_ app: String = "neutron") async throws -> Int {
        var request = IssuedRequest(method: "GET", target: "/")
        request.app = app
        return try await plane.issue(request).status
    }

    func load(_ name: String, _ text: String, into app: String = "neutron") async throws {
        try Self.write(directory + "/a.ini", text)
        _ = try await plane.loadRevision(app: app, name: name, file: directory + "/a.ini", section: nil, by: Self.alice)
    }

    /// The outcomes of the app's switches, the last first.
    func outcomes(_ app: String = "neutron") async throws -> [String] {
        try await plane.swapHistory(app: app).map { "\($0.entry.revision.id) \($0.entry.outcome.rawValue)" }
    }

    static func confirming(_ seconds: Int) -> SwitchConditions {
        var conditions = SwitchConditions()
        conditions.confirm = .seconds(seconds)
        return conditions
    }
}

private struct AnsweringFilter: Filter {
    var status: Int?

    func respond(to request: Request, next: Next) async throws -> Response {
        guard let status else { return try await next(request) }
        return Response(status: HTTPResponseStatus(statusCode: status), text: "no\n")
    }
}

private struct ShyFilter: Filter {
    func respond(to request: Request, next: Next) async throws -> Response {
        if request.headers.contains(name: "connection") { return Response(status: .serviceUnavailable, text: "no\n") }
        return try await next(request)
    }
}

private struct NoService: APIService {
    var project: String
    var schema: Schema { Schema(tables: []) }
    var definitions: [ResourceDefinition] { [] }
    var extensions: [Extension] { [] }
    var workers: [WorkerDescription] { [] }
    func prepare() async throws {}
}
