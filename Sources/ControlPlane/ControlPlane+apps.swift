import ConfigOptions
import Extensions
import HTTPApplication
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PasteDeploy

extension ControlPlane {
    package func appInformation() -> [AppInformation] { apps.map(\.information) + unbuilt }

    package func appInformation(_ name: String) throws -> AppInformation {
        try unbuilt.first { $0.name == name } ?? app(named: name).information
    }

    func app(named name: String) throws -> HostedApp {
        guard let app = apps.first(where: { $0.name == name }) else {
            throw ControlError.unknown("app", name, known: apps.map(\.name))
        }
        return app
    }

    /// The apps that a command means: the named one, else all.
    func selectedApps(_ name: String?) throws -> [HostedApp] { try name.map { [try app(named: $0)] } ?? apps }

    // MARK: From the configuration

    func makeConfiguredApp(_ project: HostedProject) throws -> HostedApp {
        let config = project.config.snapshot
        let file = try deploymentFile(project, config)
        // Upstream's default is every address; this program is reachable by others only when it is told to be.
        let host = config.isDefault(project.options.host) ? "127.0.0.1" : config.string(project.options.host) ?? "127.0.0.1"
        let port = config.int(project.options.port) ?? 0
        let app = try makeApp(name: project.appName, project: project, section: project.section, file: file, host: host, port: port)
        app.isConfigured = true
        return app
    }

    private func deploymentFile(_ project: HostedProject, _ config: ConfigSnapshot) throws -> String? {
        let option = project.options.deployment
        guard let name = config.string(option.name, group: option.group), !name.isEmpty else { return nil }
        if let path = config.findFile(name) { return path }
        if config.isDefault(option.name, group: option.group) { return nil }
        throw ControlError(
            "\(option.name) of \(project.project.rawValue) names \(name), which is not there", kind: .cannotStart,
            advice: "searched: " + config.searchDirectories.joined(separator: ", "))
    }

    private func makeApp(name: String, project: HostedProject, section: String, file: String?, host: String, port: Int) throws -> HostedApp
    {
        let config = project.config.snapshot
        let workers = config.int(project.options.workers) ?? HostProcessors.count
        return HostedApp(
            name: name, project: project, section: section, file: file, host: host, port: port,
            tls: config.bool(project.options.usesTLS) ? try TLSFiles.context(config) : nil, workerCount: workers,
            strategy: config.string("auth_strategy") ?? "keystone", sink: log, debugger: debugger)
    }

    // MARK: Commands

    /// Loads an app from a deployment file and starts it.
    ///
    /// - Parameters:
    ///   - section: the composite to load; `nil` = the one that the imitated servers load, else the only one there is.
    ///   - listen: `HOST:PORT`; `nil` = a port of 127.0.0.1 that the system chooses.
    ///   - caller: in a transaction of its session the app begins to listen when that is committed.
    package func loadApp(
        file: String, section: String?, name: String?, listen: String?, by caller: SwapCaller? = nil
    ) async throws -> AppInformation {
        let path = absolutePath(file)
        let (project, section) = try projectAndSection(path, section)
        let name = name ?? (section == project.section ? project.appName : section)
        let known = apps.map(\.name) + (swaps.transaction?.loads.map(\.app.name) ?? [])
        guard !known.contains(name) else {
            throw ControlError("an app named '\(name)' is loaded already", advice: "choose another with --name, or unload it first")
        }
        let (host, port) = try listen.map(Self.parseListen) ?? ("127.0.0.1", 0)
        try await prepare(project)
        let app = try makeApp(name: name, project: project, section: section, file: path, host: host, port: port)
        if let caller, swaps.transaction?.holder.session == caller.session {
            try loadRules(of: app)
            let first = try firstRevision(app)
            try refuseOpenNoauth(app, first.revision)
            swaps.transaction?.loads.append(AppLoad(app: app, kept: first.kept, revision: first.revision))
            return app.information
        }
        try await start(app)
        apps.append(app)
        await announceApps()
        notices.post(Notice(.app, "app \(name) runs on \(app.authority)"))
        return app.information
    }

    package func unloadApp(_ name: String) async throws {
        let app = try app(named: name)
        await inTurn { leaveOut(app) }
        await stop(app, deadline: .now + drainLimit)
        apps.removeAll { $0 === app }
        try await forgetRevisions(of: app)
        await announceApps()
        notices.post(Notice(.app, "app \(name) is unloaded"))
    }

    /// - Throws: ``ControlError``: why it cannot listen; of an app that could not even be made, why it still cannot.
    package func startApp(_ name: String) async throws -> AppInformation {
        try makeUnbuiltApp(name)
        let app = try app(named: name)
        guard app.state != .running else { throw ControlError("app '\(name)' runs already") }
        do {
            try await start(app)
        } catch {
            fail(app, error)
            throw error
        }
        await announceApps()
        return app.information
    }

    /// Makes an app of the configuration that could not be made at the start: what was missing may be there now.
    private func makeUnbuiltApp(_ name: String) throws {
        guard let index = unbuilt.firstIndex(where: { $0.name == name }), let project = projects.first(where: { $0.appName == name }) else {
            return
        }
        do {
            apps.append(try makeConfiguredApp(project))
            unbuilt.remove(at: index)
        } catch {
            unbuilt[index].reason = (error as? ControlError)?.message ?? String(describing: error)
            throw error
        }
    }

    package func stopApp(_ name: String) async throws -> AppInformation {
        let app = try app(named: name)
        guard app.state == .running else { throw ControlError("app '\(name)' does not run") }
        await stop(app, deadline: .now + drainLimit)
        await announceApps()
        return app.information
    }

    /// `[DEFAULT] graceful_shutdown_timeout`, 60 s unless the configuration says otherwise.
    var drainLimit: Duration {
        // Upstream's 0 is to wait for as long as it takes.
        let seconds = configuration[.neutron]?.int("graceful_shutdown_timeout") ?? 60
        return .seconds(seconds > 0 ? seconds : 24 * 3600)
    }

    // MARK: Running

    /// Tells every service which apps run. What a service cannot do about it is logged: the apps run all the same.
    func announceApps() async {
        let running = apps.filter { $0.state == .running }.map { app in
            RunningApp(
                name: app.name, project: app.project.project.rawValue, url: app.publicURL, isOnAnyAddress: app.isOnAnyAddress)
        }
        for project in projects where prepared.contains(project.project) {
            do { try await project.service.appsChanged(running) } catch {
                logger.error("\(project.project.rawValue) does not know which apps run: \(error)")
            }
        }
    }

    func start(_ app: HostedApp) async throws {
        try loadRules(of: app)
        if let revision = app.active {
            try await listen(app, revision)
            opened(app, revision)
            return
        }
        try await inTurn {
            let first = try firstRevision(app)
            try await listen(app, first.revision)
            do {
                let exchange = SwapExchange(changes: [SwapChange(app: app, kept: first.kept, revision: first.revision)])
                let recorded = first.isNew ? try await recordPending(exchange, by: .configuration) : nil
                app.endpoint.slot.publish(first.revision)
                tell(app, from: nil, to: first.revision, why: first.isNew ? "as configured" : "as confirmed last")
                if let recorded { try await settle(recorded.batch, .confirmed) }
                trim(app)
            } catch {
                await stop(app, deadline: .now)
                throw error
            }
            opened(app, first.revision)
        }
    }

    /// Binds an app's address, with workers behind it; nobody is accepted before ``opened(_:_:)``.
    func listen(_ app: HostedApp, _ revision: Revision) async throws {
        try refuseOpenNoauth(app, revision)
        while app.loops.workers.count < max(app.workerCount, 1) { app.loops.add(app.makeWorker()) }
        do {
            app.listener = try await HTTPListener.bind(
                .tcp(host: app.host, port: app.port), endpoint: app.endpoint, loops: app.loops, loop: acceptor.next(), limits: limits(app),
                tls: app.tls, accepts: false)
        } catch {
            await drainWorkers(takeWorkers(of: [app]), deadline: .now)
            throw error
        }
    }

    /// Lets clients of an app in that listens.
    func opened(_ app: HostedApp, _ revision: Revision) {
        app.listener?.accept()
        app.state = .running
        app.reason = nil
        logger.info("\(app.name) listens on \(app.authority) with \(app.loops.workers.count) workers, revision \(revision.id)")
    }

    func stop(_ app: HostedApp, deadline: ContinuousClock.Instant) async {
        await closeListener(of: app)
        await drainWorkers(takeWorkers(of: [app]), deadline: deadline)
    }

    func closeListener(of app: HostedApp) async {
        let listener = app.listener
        app.listener = nil
        app.state = .stopped
        await listener?.close()
        logger.info("\(app.name) is stopped")
    }

    func fail(_ app: HostedApp, _ error: any Error) {
        app.state = .failed
        app.reason = (error as? ControlError)?.message ?? String(describing: error)
        logger.error("\(app.name) cannot start: \(app.reason ?? "")")
    }

    private func limits(_ app: HostedApp) -> ListenerLimits {
        var limits = ListenerLimits()
        let config = app.project.config.snapshot
        if let seconds = config.int("client_socket_timeout"), seconds > 0 { limits.idleTimeout = .seconds(seconds) }
        if !config.isDefault("max_header_line"), let bytes = config.int("max_header_line"), bytes > 0 { limits.maximumHeaderLine = bytes }
        if !config.isDefault("wsgi_keep_alive") { limits.keepAlive = config.bool("wsgi_keep_alive") }
        return limits
    }

    /// Whoever reaches a noauth API may do everything, so one that others can reach must be asked for by name.
    func refuseOpenNoauth(_ app: HostedApp, _ revision: Revision) throws {
        // A name may lead anywhere, however it begins: only an address is known to stay on this machine.
        let address = (try? SocketAddress(ipAddress: app.host, port: 0))?.ipAddress ?? ""
        let isLoopback = app.host == "localhost" || address == "::1" || address.hasPrefix("127.")
        guard revision.strategy.hasPrefix("noauth"), !isLoopback, !options.allowsOpenNoauth else { return }
        throw ControlError(
            "\(app.name): auth_strategy = \(revision.strategy) on \(app.authority) would let everyone who reaches that address do everything",
            kind: .cannotStart, advice: "listen on 127.0.0.1, use another strategy, or start with --allow-open-noauth")
    }

    private static func parseListen(_ text: String) throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port) else {
            throw ControlError("'\(text)' is no HOST:PORT", kind: .usage)
        }
        let host = text[..<colon].drop { $0 == "[" }
        return (host.isEmpty ? "127.0.0.1" : String(host.hasSuffix("]") ? host.dropLast() : host), port)
    }
}
