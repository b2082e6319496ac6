import APIResources
import ConfigOptions
import Extensions
import Foundation
import HTTPApplication
import Messaging
import NIOHTTP1
import PasteDeploy
import Persistence
import Routing

@testable import ControlPlane

/// A control plane with one app, `main`, that runs a deployment file of a directory of its own; its filters only leave their names.
final class DeployedPlane {
    let plane: ControlPlane
    let directory: String
    let caller = SwapCaller(user: "tester", session: "1")

    /// - Parameter deployment: the text of `main.ini`.
    init(_ deployment: String, files: [String: String] = [:]) async throws {
        directory = NSTemporaryDirectory() + "deployed-plane-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (name, text) in files.merging(["main.ini": deployment], uniquingKeysWith: { $1 }) {
            try text.write(toFile: directory + "/" + name, atomically: false, encoding: .utf8)
        }
        let settings = """
            [DEFAULT]
            bind_host = 127.0.0.1
            bind_port = 0
            api_workers = 1
            auth_strategy = noauth
            api_paste_config = \(directory)/main.ini
            """
        let configured = directory + "/neutron.conf"
        try settings.write(toFile: configured, atomically: false, encoding: .utf8)
        let loader = ConfigLoader(
            sources: [.file("neutron:" + configured)], searchPath: SearchPath(home: nil, system: directory + "/none"))
        let configuration = try loader.loadAll()
        guard let snapshot = configuration[.neutron] else { throw ControlError("no configuration") }
        let project = HostedProject(
            project: .neutron, section: "main", embeddedDeployment: deployment, options: .neutron, service: IdleService(),
            registry: .marking, config: ConfigCell(snapshot))
        plane = ControlPlane(
            options: ControlPlaneOptions(stateDirectory: directory), log: LogSink(), loader: loader, configuration: configuration,
            store: try SQLiteStore(path: directory + "/state.sqlite"), transport: LocalTransport(), projects: [project])
        let failures = try await plane.start()
        if let failure = failures.first { throw failure }
    }

    /// Ends it, and takes its directory away.
    func stop() async {
        await plane.shutdown(within: .seconds(5))
        try? FileManager.default.removeItem(atPath: directory)
    }

    func path(_ name: String) -> String { directory + "/" + name }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func write(_ text: String, to name: String) throws { try text.write(toFile: path(name), atomically: false, encoding: .utf8) }

    /// The revision that runs.
    func active() async throws -> RevisionInformation { try await plane.revisionInformation("main") }

    /// The filters that a request passes, in order.
    func filters(_ target: String) async throws -> String {
        let response = try await plane.issue(IssuedRequest(method: "GET", target: target))
        return String(decoding: response.body, as: UTF8.self)
    }
}

/// A service without tables, resources and workers.
struct IdleService: APIService {
    let project = "neutron"
    let schema = Schema(tables: [])
    let definitions: [ResourceDefinition] = []
    let extensions: [Extension] = []
    let workers: [WorkerDescription] = []

    func prepare() async throws {}
}

private struct MarkingFilter: Filter {
    let name: String

    func respond(to request: Request, next: Next) async throws -> Response {
        request.headers.add(name: "x-seen", value: name)
        return try await next(request)
    }
}

/// Answers its two routes with the filters that a request has passed.
private final class SeenApplication: RoutedApplication {
    let mapper = Mapper([
        Route(.GET, "/things", resource: "thing", action: "index", handler: 0),
        Route(.GET, "/things/{id}", resource: "thing", action: "show", handler: 1),
    ])

    func respond(to request: Request) async throws -> Response {
        Response(status: .ok, text: request.headers["x-seen"].joined(separator: " "))
    }
}

extension FactoryRegistry {
    /// The factories of the broken deployments, and a filter that is known by a short name.
    fileprivate static let marking: FactoryRegistry = {
        var registry = FactoryRegistry()
        let options = [
            FactoryOption("size", "How much.", type: .integer), FactoryOption("enabled", "Whether.", type: .boolean),
            FactoryOption("project", "Whose.", required: true),
        ]
        registry.registerApplication(["m:app"], summary: "", acceptsAnyOption: true) { _ in SeenApplication() }
        registry.registerApplication(["m:strict_app"], summary: "", options: options) { _ in SeenApplication() }
        registry.registerFilter(["m:filter"], summary: "", acceptsAnyOption: true) { MarkingFilter(name: $0.name) }
        registry.registerFilter(key: "delay", summary: "", options: [FactoryOption("seconds", "How long.", type: .integer)]) {
            MarkingFilter(name: $0.name)
        }
        return registry
    }()
}
