import ConfigOptions
import Glibc
import HTTPApplication
package import INI
import Logging
import PasteDeploy

extension ControlPlane {
    // MARK: Seeing

    package func revisionInformation(app name: String?) throws -> [RevisionInformation] {
        try selectedApps(name).flatMap { app in app.revisions.map { information($0, of: app) } }
    }

    /// - Parameter name: a revision's or a label's name; an app's stands for its active revision.
    package func revisionInformation(_ name: String) throws -> RevisionInformation {
        let (app, kept) = try revision(named: name)
        return information(kept, of: app)
    }

    /// The revision that a name means: its own, that of a label, or that of an app, which stands for its active revision.
    ///
    /// - Parameter preferred: the app that is looked into first.
    func revision(named name: String, preferring preferred: HostedApp? = nil) throws -> (app: HostedApp, kept: KeptRevision) {
        let apps = (preferred.map { [$0] } ?? []) + apps.filter { $0 !== preferred }
        func find(_ isMeant: (KeptRevision) -> Bool) -> (app: HostedApp, kept: KeptRevision)? {
            for app in apps {
                if let kept = app.revisions.first(where: isMeant) { return (app, kept) }
            }
            return nil
        }
        if let found = find({ $0.record.id == name }) { return found }
        if let generation = swaps.labels[name], let found = find({ $0.record.generation == generation }) { return found }
        if let app = apps.first(where: { $0.name == name }), let kept = app.kept(app.active) { return (app, kept) }
        let known = apps.flatMap { $0.revisions.map(\.record.id) } + swaps.labels.keys.sorted()
        throw ControlError.unknown("revision", name, known: known)
    }

    func information(_ kept: KeptRevision, of app: HostedApp) -> RevisionInformation {
        let record = kept.record
        return RevisionInformation(
            revision: record.id, app: record.app, state: state(kept, of: app), strategy: record.strategy,
            pipelines: pipelines(of: kept, app), inFlight: kept.inFlight, source: record.source, digest: record.digest,
            generation: record.generation, createdAt: record.createdAt, createdBy: record.createdBy, comment: record.comment,
            labels: swaps.labels.filter { $0.value == record.generation }.keys.sorted())
    }

    /// Its state as lists show it: what is kept can be used, so that one which has drained is loaded again.
    func state(_ kept: KeptRevision, of app: HostedApp) -> Revision.State {
        switch kept.state {
        case .active: isUnconfirmed(kept, of: app) ? .unconfirmed : .active
        case .gone: .loaded
        case let state: state
        }
    }

    /// One of an earlier run is planned to be shown, not built; what cannot be planned any more has no pipelines.
    private func pipelines(of kept: KeptRevision, _ app: HostedApp) -> [PipelineInformation] {
        if let pipelines = kept.pipelines { return pipelines }
        let plan = kept.built?.plan ?? (try? plan(kept.deployment, project: app.project, strategy: kept.record.strategy))
        let pipelines = (plan?.paths ?? []).map {
            PipelineInformation(mount: $0.mount, filters: $0.filterNames, application: $0.applicationName)
        }
        kept.pipelines = pipelines
        return pipelines
    }

    package func strategies(app name: String?) throws -> [StrategyInformation] {
        strategies(of: try selectedApps(name)) { $0.active }
    }

    func strategies(of apps: [HostedApp], in revision: (HostedApp) -> Revision?) -> [StrategyInformation] {
        apps.flatMap { app -> [StrategyInformation] in
            guard let plan = revision(app)?.plan, let choice = Self.mainChoice(plan) else { return [] }
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

    // MARK: Files

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
                let plan = try plan(.file(file), section: name, project: project, strategy: strategy(for: project))
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

    func strategy(for project: HostedProject) -> String { project.config.snapshot.string("auth_strategy") ?? "keystone" }

    func absolutePath(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }
}

extension DeployPlan {
    /// Whether the applications of the plan are those of the project.
    fileprivate func belongs(to project: HostedProject) -> Bool {
        paths.contains { $0.application.key.hasPrefix(project.project.rawValue + ".") }
    }
}
