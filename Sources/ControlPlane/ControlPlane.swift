package import ConfigOptions
import Extensions
import HTTPApplication
import Logging
package import Messaging
import NIOCore
import NIOPosix
import PasteDeploy
package import Persistence

/// Runs the services of one configuration and changes them while they run: apps, revisions, workers, configuration.
///
/// Commands go through it one at a time; requests never do.
package actor ControlPlane {
    package nonisolated let options: ControlPlaneOptions
    package nonisolated let log: LogSink
    package nonisolated let notices: NoticeBoard
    package nonisolated let debugger: RequestDebugger
    package nonisolated let store: any Store
    package nonisolated let transport: LocalTransport
    package nonisolated let projects: [HostedProject]
    nonisolated let acceptor = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    nonisolated let logger: Logger

    var loader: ConfigLoader
    var configuration: ConfigSet
    var apps: [HostedApp] = []
    /// Apps of the configuration that could not even be made: starting one tries again.
    var unbuilt: [AppInformation] = []
    var rpcGroups: [RPCWorkerGroup] = []
    var control: (worker: APIWorker, listener: HTTPListener)?
    var swaps = SwapState()
    nonisolated let swapBoard = SwapBoard()
    nonisolated let ledger: SwapLedger
    var isShuttingDown = false
    /// The projects whose services have their data ready.
    var prepared: Set<ConfigProject> = []
    /// Looks for changed files of rules.
    var rulesWatch: Task<Void, Never>?

    package init(
        options: ControlPlaneOptions, log: LogSink, loader: ConfigLoader, configuration: ConfigSet, store: any Store,
        transport: LocalTransport, projects: [HostedProject]
    ) {
        notices = NoticeBoard()
        debugger = RequestDebugger(notices: notices)
        self.options = options
        self.log = log
        self.loader = loader
        self.configuration = configuration
        self.store = store
        ledger = SwapLedger(store: store)
        self.transport = transport
        self.projects = projects
        logger = Logger(label: "cloudsh") { SinkLogHandler(label: $0, sink: log) }
    }

    // MARK: Start and end

    /// Prepares the services and starts the apps of the configuration with their RPC workers.
    ///
    /// An app that cannot start does not keep the others from starting: it is left as failed, with the reason.
    ///
    /// - Returns: why apps could not start; empty when all run.
    /// - Throws: ``ControlError`` when nothing can run: the services' data cannot be prepared.
    package func start() async throws -> [ControlError] {
        logConfiguration()
        do {
            try await restoreSwaps()
            for project in projects where isConfigured(project.project) || !project.service.workers.isEmpty { try await prepare(project) }
        } catch {
            throw ControlError("cannot prepare the state: \(error)", kind: .cannotStart)
        }
        guard options.startsServices else { return [] }
        try await startRPCWorkers()
        defer { watchRules() }
        var failures: [ControlError] = []
        for project in projects where isConfigured(project.project) {
            do {
                let app = try makeConfiguredApp(project)
                apps.append(app)
                do {
                    try await start(app)
                } catch {
                    fail(app, error)
                    failures.append(Self.startFailure(app.name, error))
                }
            } catch {
                let failure = Self.startFailure(project.appName, error)
                failures.append(failure)
                unbuilt.append(.failed(project, reason: failure.message))
                logger.error("\(failure.message)")
            }
        }
        await announceApps()
        return failures
    }

    /// Brings a service's tables and data up, once.
    func prepare(_ project: HostedProject) async throws {
        guard prepared.insert(project.project).inserted else { return }
        do {
            try await store.migrate(project.service.schema)
            try await project.service.prepare()
        } catch {
            prepared.remove(project.project)
            throw error
        }
    }

    private static func startFailure(_ app: String, _ error: any Error) -> ControlError {
        let reason = (error as? ControlError)?.description ?? String(describing: error)
        return ControlError(reason.hasPrefix("\(app): ") ? reason : "\(app): \(reason)", kind: .cannotStart)
    }

    /// Whether the configuration means this project to run: it has a file of its own, or no project has.
    func isConfigured(_ project: ConfigProject) -> Bool {
        let owners = Set(ConfigProject.allCases.filter { configuration[$0]?.hasFileOfItsOwn ?? false })
        return owners.isEmpty || owners.contains(project) || (project == .keystone && owners.contains { needsIdentity($0) })
    }

    /// Whether a project checks tokens and names no identity service that could tell: then it is the one of this program.
    private func needsIdentity(_ project: ConfigProject) -> Bool {
        guard project != .keystone, let config = configuration[project] else { return false }
        let names = ["auth_url", "identity_uri", "auth_uri", "www_authenticate_uri", "auth_host"]
        return config.string("auth_strategy") == "keystone"
            && names.allSatisfy {
                config.string($0, group: "keystone_authtoken")?.isEmpty ?? true || config.isDefault($0, group: "keystone_authtoken")
            }
    }

    private func logConfiguration() {
        for warning in configuration.warnings { logger.warning("\(warning)") }
        guard log.isEnabled(.debug) else { return }
        for entry in configuration.entries { logger.debug("\(entry)") }
    }

    /// Stops accepting, lets requests and RPC handlers finish, and closes the store. API and RPC end together.
    ///
    /// - Parameter limit: what is not finished then is cut off.
    package func shutdown(within limit: Duration? = nil) async {
        let limit = limit ?? drainLimit
        guard !isShuttingDown else { return }
        isShuttingDown = true
        rulesWatch?.cancel()
        let deadline = ContinuousClock.now + limit
        swaps.unconfirmed?.timer?.cancel()
        // Nobody gets in any more before the first waits for its last requests.
        for app in apps { await closeListener(of: app) }
        await drainWorkers(takeWorkers(of: apps), deadline: deadline)
        await stopRPCWorkers(within: limit)
        if let control {
            await control.listener.close()
            await control.worker.stop(deadline: .now + .milliseconds(200))
        }
        store.close()
        log.flush()
        try? await acceptor.shutdownGracefully()
    }

    // MARK: The control socket

    /// Opens the control socket in the state directory, readable and writable by its owner alone.
    package func openControlSocket(runner: any CommandRunner) async throws {
        let worker = APIWorker(id: "control", app: "control")
        let loops = WorkerLoops()
        loops.add(worker)
        var limits = ListenerLimits()
        limits.idleTimeout = .seconds(3600)
        let listener = try await HTTPListener.bind(
            .unix(path: options.stateDirectory + "/cloudsh.sock"),
            endpoint: ControlEndpoint(application: ControlApplication(runner: runner, notices: notices), sink: log), loops: loops,
            loop: acceptor.next(), limits: limits, tls: nil, acceptsPeer: ControlEndpoint.acceptsPeer)
        control = (worker, listener)
    }
}
