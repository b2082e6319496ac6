import ConfigOptions
import ControlPlane
import Glibc
import IdentityService
import Logging
import Messaging
import NetworkService
import PasteDeploy
import Persistence
import StandardFilters
import VolumeService

/// Puts the services together: their configuration, their factories and what they share.
enum ServiceAssembly {
    static func projects(
        configuration: ConfigSet, store: any Store, transport: any Transport, stateDirectory: String, log: LogSink
    ) throws -> [HostedProject] {
        LoggingSystem.bootstrap { SinkLogHandler(label: $0, sink: log) }
        let cells = ConfigCells(configuration)
        let identity = cells[.keystone].map { config in
            IdentityService(
                store: store, transport: transport, stateDirectory: stateDirectory,
                hasher: StandardPasswordHasher { config.snapshot }
            ) { config.snapshot }
        }
        var services = FilterServices()
        if let identity {
            services.tokenValidator = EmbeddedTokenValidator(service: identity)
            services.identityURL = identity.settings.expectedEndpoint
        }
        var projects: [HostedProject] = []
        if let config = cells[.neutron] {
            let service = try NetworkService(store: store, transport: transport) { config.snapshot }
            projects.append(
                HostedProject(
                    project: .neutron, section: "neutron", embeddedDeployment: EmbeddedDeployments.neutron, options: .neutron,
                    service: service, registry: registry(.neutron, cells, services) { service.registerFactories(in: &$0) }, config: config))
        }
        if let config = cells[.cinder] {
            let service = VolumeService(store: store, transport: transport, stateDirectory: stateDirectory, hostName: hostName) {
                config.snapshot
            }
            projects.append(
                HostedProject(
                    project: .cinder, section: "osapi_volume", embeddedDeployment: EmbeddedDeployments.cinder, options: .cinder,
                    service: service, registry: registry(.cinder, cells, services) { service.register(in: &$0) }, config: config))
        }
        if let identity, let config = cells[.keystone] {
            projects.append(
                HostedProject(
                    project: .keystone, section: "main", appName: "identity", embeddedDeployment: EmbeddedDeployments.keystone,
                    options: .keystone, service: identity,
                    registry: registry(.keystone, cells, services) { identity.register(in: &$0) }, config: config))
        }
        return projects
    }

    /// All factories that deployment files of a project can name; filters are configured by that project.
    private static func registry(
        _ project: ConfigProject, _ cells: ConfigCells, _ services: FilterServices, _ service: (inout FactoryRegistry) -> Void
    ) -> FactoryRegistry {
        var registry = FactoryRegistry()
        StandardFilters.register(in: &registry, project: project, services: services) { cells[$0]?.snapshot }
        service(&registry)
        return registry
    }

    /// Every factory that deployment files can name, for the manual.
    static func documentedFactories() throws -> [FactoryRegistry.Row] {
        guard let directory = StatePaths.makeTemporary() else { return [] }
        defer { DirectoryTree.remove(directory) }
        let store = try SQLiteStore(path: directory + "/cloudsh.sqlite")
        defer { store.close() }
        let configuration = try ConfigLoader().loadAll()
        let projects = try projects(
            configuration: configuration, store: store, transport: LocalTransport(), stateDirectory: directory, log: LogSink())
        var seen: Set<String> = []
        return projects.flatMap(\.registry.all).filter { seen.insert($0.kind.rawValue + $0.key).inserted }
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The configuration of every project, replaced by reloads.
struct ConfigCells: Sendable {
    private let cells: [ConfigProject: ConfigCell]

    init(_ configuration: ConfigSet) {
        cells = Dictionary(
            uniqueKeysWithValues: configuration.projects.compactMap { project in configuration[project].map { (project, ConfigCell($0)) } })
    }

    subscript(project: ConfigProject) -> ConfigCell? { cells[project] }
}
