import ConfigOptions
import Glibc
import HTTPApplication
package import INI
import Logging
import PasteDeploy

extension ControlPlane {
    // MARK: Seeing

    package func revisionInformation(app name: String?) throws -> [RevisionInformation] {
        try selectedApps(name).flatMap { app in app.revisions.map { Self.information($0) } }
    }

    package func revisionInformation(_ id: String) throws -> RevisionInformation { Self.information(try revision(named: id)) }

    func revision(named id: String) throws -> Revision {
        let all = apps.flatMap(\.revisions)
        guard let revision = all.first(where: { $0.id == id }) else { throw ControlError.unknown("revision", id, known: all.map(\.id)) }
        return revision
    }

    private static func information(_ revision: Revision) -> RevisionInformation {
        RevisionInformation(
            revision: revision.id, app: revision.app, state: revision.state, strategy: revision.strategy,
            pipelines: pipelines(of: revision.plan), inFlight: revision.inFlight, source: revision.source, digest: revision.digest,
            generation: revision.generation, createdAt: revision.createdAt, createdBy: revision.createdBy)
    }

    private static func pipelines(of plan: DeployPlan) -> [PipelineInformation] {
        plan.paths.map { PipelineInformation(mount: $0.mount, filters: $0.filterNames, application: $0.applicationName) }
    }

    package func strategies(app name: String?) throws -> [StrategyInformation] {
        try selectedApps(name).flatMap { app -> [StrategyInformation] in
            guard let plan = app.active?.plan, let choice = Self.mainChoice(plan) else { return [] }
            return choice.alternatives.map {
                StrategyInformation(app: app.name, strategy: $0.name, isActive: $0.name == choice.active, filters: $0.filters)
            }
        }
    }

    /// Of the composites that choose by strategy, the one with the longest pipeline: the API itself, not its version document.
    private static func mainChoice(_ plan: DeployPlan) -> PlanStrategies? {
        plan.strategies.max { longest($0) <= longest($1) }
    }

    private static func longest(_ choice: PlanStrategies) -> Int { choice.alternatives.map(\.filters.count).max() ?? 0 }

    // MARK: Building

    /// Builds a revision of `app` with another strategy or from its file as it is now. Nothing that runs is touched.
    ///
    /// - Throws: ``ControlError`` with every mistake of the file.
    func buildRevision(_ app: HostedApp, strategy: String, by user: String) throws -> Revision {
        let plan = try plan(file: app.file, section: app.section, project: app.project, strategy: strategy)
        let application: any Application
        do { application = try plan.build() } catch { throw ControlError("\(error)", kind: .cannotStart) }
        generation += 1
        let revision = Revision(
            id: "r\(nextRevision)", app: app.name, strategy: strategy, plan: plan, application: application,
            source: (app.file ?? "embedded") + "#" + app.section, createdBy: user, generation: generation)
        nextRevision += 1
        app.remember(revision)
        return revision
    }

    func plan(file: String?, section: String, project: HostedProject, strategy: String) throws -> DeployPlan {
        let config = project.config.snapshot
        let settings = DeploySettings(
            authStrategy: strategy, apiRateLimit: config.isDefault("api_rate_limit") || config.bool("api_rate_limit"),
            disabledVersions: Set(["v1", "v2", "v3"].filter { !Self.isEnabled($0, config) }))
        let loader = DeployLoader(registry: project.registry, settings: settings, readFile: TextFile.read)
        let source: DeploySource =
            file.map { .file($0) } ?? .text(project.embeddedDeployment, name: "embedded:\(project.project.rawValue)")
        do {
            return try loader.plan(source, section: section)
        } catch {
            throw ControlError("\(error)", kind: .cannotStart)
        }
    }

    /// All mistakes and doubtful things in a deployment file, as if it were loaded for its project.
    package func checkDeployment(file: String, section: String?) throws -> [SourceError] {
        let path = absolutePath(file)
        guard access(path, R_OK) == 0 else { throw ControlError("cannot read \(file): \(String(cString: strerror(errno)))") }
        let candidates = projects.map { project -> [SourceError] in
            let settings = DeploySettings(authStrategy: strategy(for: project))
            let loader = DeployLoader(registry: project.registry, settings: settings, readFile: TextFile.read)
            let check = loader.check(.file(path), section: section)
            return (check.errors + check.warnings).sorted { $0.position < $1.position }
        }
        // A file is for one of the services: the one in whose eyes it has the fewest mistakes.
        return candidates.min { $0.count < $1.count } ?? []
    }

    /// Which project a deployment file is for, and which of its sections to load: found by trying.
    func projectAndSection(_ file: String, _ section: String?) throws -> (project: HostedProject, section: String) {
        guard access(file, R_OK) == 0 else { throw ControlError("cannot read \(file): \(String(cString: strerror(errno)))") }
        var failure: (any Error)?
        var fallback: (HostedProject, String)?
        for project in projects {
            let name = section ?? project.section
            do {
                let plan = try plan(file: file, section: name, project: project, strategy: strategy(for: project))
                if section == nil || plan.belongs(to: project) { return (project, name) }
                // Filters and apps that are nobody's own, such as a health check, run in any service.
                if fallback == nil { fallback = (project, name) }
            } catch {
                // The mistakes told are those of the project whose section the file has.
                if failure == nil || !"\(error)".contains("'\(name)'") { failure = error }
            }
        }
        if let fallback { return fallback }
        throw failure ?? ControlError("\(file): section '\(section ?? "")' is for none of the services that run here")
    }

    private func strategy(for project: HostedProject) -> String { project.config.snapshot.string("auth_strategy") ?? "keystone" }

    /// The ordered changes between two revisions or deployment files (`FILE` or `FILE#SECTION`).
    ///
    /// - Returns: one line each; empty when both are the same.
    package func diff(_ left: String, _ right: String) throws -> [String] {
        DeployPlan.diff(try planned(left), try planned(right)).map(\.description)
    }

    private func planned(_ name: String) throws -> DeployPlan {
        if let revision = apps.flatMap(\.revisions).first(where: { $0.id == name }) { return revision.plan }
        let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
        guard let file = parts.first, access(absolutePath(file), R_OK) == 0 else {
            throw ControlError(
                "'\(name)' is neither a revision nor a readable file",
                advice: "revisions: " + apps.flatMap(\.revisions).map(\.id).joined(separator: ", "))
        }
        let (project, section) = try projectAndSection(absolutePath(file), parts.count > 1 ? parts[1] : nil)
        return try plan(file: absolutePath(file), section: section, project: project, strategy: strategy(for: project))
    }

    func absolutePath(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }

    // MARK: Switching

    /// Switches apps to the pipeline of another strategy: all of them at once, or none.
    ///
    /// - Parameter name: one app; `nil` = every app whose deployment offers the strategy.
    package func useStrategy(
        _ strategy: String, app name: String?, conditions: SwitchConditions = SwitchConditions(), by user: String
    ) async throws -> [RevisionInformation] {
        let offered = try strategies(app: name)
        let targets = try selectedApps(name).filter { app in offered.contains { $0.app == app.name && $0.strategy == strategy } }
        guard !targets.isEmpty else {
            throw ControlError.unknown(
                "strategy", strategy, known: offered.map(\.strategy).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        }
        let changes = try targets.filter { $0.active?.strategy != strategy }.map { app -> (HostedApp, Revision) in
            let revision = try buildRevision(app, strategy: strategy, by: user)
            try refuseOpenNoauth(app, revision)
            return (app, revision)
        }
        try await switchApps(changes, conditions)
        return targets.compactMap(\.active).map(Self.information)
    }

    /// Makes a revision the active one of its app.
    ///
    /// - Throws: ``ControlError``; of kind `rolledBack` when a probe failed after the switch.
    package func useRevision(
        app name: String, revision id: String, conditions: SwitchConditions = SwitchConditions(), by user: String
    ) async throws -> RevisionInformation {
        let app = try app(named: name)
        let revision = try revision(named: id)
        guard revision.app == app.name else {
            throw ControlError("revision '\(id)' belongs to app '\(revision.app)', not to '\(name)'")
        }
        try refuseOpenNoauth(app, revision)
        try await switchApps(app.active === revision ? [] : [(app, revision)], conditions)
        logger.info("\(app.name): \(revision.id) was chosen by \(user)")
        return Self.information(revision)
    }

    /// Probes the candidates, publishes all of them, probes again through the sockets and undoes everything when that fails.
    private func switchApps(_ changes: [(app: HostedApp, revision: Revision)], _ conditions: SwitchConditions) async throws {
        for (app, _) in changes {
            guard let expected = conditions.ifActive, let active = app.active, active.id != expected else { continue }
            throw ControlError("\(app.name) runs \(active.id), not \(expected): somebody has switched it meanwhile")
        }
        for (app, revision) in changes {
            for probe in conditions.probes {
                if let failure = await probe.failure(of: revision, authority: app.authority) {
                    throw ControlError(
                        "\(app.name): the probe of \(revision.id) failed: \(failure)", kind: .rolledBack, advice: "nothing has changed")
                }
            }
        }
        let replaced = changes.map { ($0.app, $0.app.active) }
        for (app, revision) in changes { publish(revision, on: app) }
        for (app, revision) in changes where app.state == .running {
            for probe in conditions.probes {
                guard let failure = await probe.failure(host: app.host, port: app.boundPort, usesTLS: app.tls != nil, group: acceptor)
                else { continue }
                for (app, old) in replaced { if let old { publish(old, on: app) } }
                throw ControlError(
                    "\(app.name): \(revision.id) did not answer the probe: \(failure)", kind: .rolledBack, advice: "the switch is undone")
            }
        }
    }

    func publish(_ revision: Revision, on app: HostedApp) {
        let replaced = app.endpoint.slot.publish(revision)
        app.strategy = revision.strategy
        logger.info("\(app.name): revision \(revision.id) (\(revision.strategy)) is active, generation \(revision.generation)")
        guard let replaced else { return }
        notices.post(Notice(.revision, "\(app.name): \(replaced.id) -> \(revision.id) (\(revision.strategy)), by \(revision.createdBy)"))
    }

    private static func isEnabled(_ version: String, _ config: ConfigSnapshot) -> Bool {
        let option = "enable_\(version)_api"
        return config.string(option) == nil || config.bool(option)
    }
}

extension DeployPlan {
    /// Whether the applications of the plan are those of the project.
    fileprivate func belongs(to project: HostedProject) -> Bool {
        paths.contains { $0.application.key.hasPrefix(project.project.rawValue + ".") }
    }
}
