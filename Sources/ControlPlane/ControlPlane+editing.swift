import INI
import Logging
package import PasteDeploy

extension ControlPlane {
    /// Changes filters of an app's pipelines. What comes out is a revision of its own; what runs stays as it is unless `conditions` are given.
    ///
    /// - Parameters:
    ///   - base: the revision to start from; `nil` = the active one, or the one that a transaction is about to make active.
    ///   - id: the name of the new revision; `nil` = the next of `r1`, `r2`, ...
    ///   - conditions: switch to it at once, under these; `nil` = load it only.
    ///   - isDryRun: check only, keep nothing.
    /// - Throws: ``ControlError`` when the edit cannot be made, or as ``useRevision(app:revision:conditions:by:)``.
    package func editPipelines(
        app name: String, _ edit: PipelineEdit, of base: String? = nil, as id: String? = nil, comment: String? = nil,
        using conditions: SwitchConditions? = nil, isDryRun: Bool = false, by caller: SwapCaller
    ) async throws -> PipelineEditReport {
        let app = try app(named: name)
        if let id { try refuseName(id) }
        guard conditions != nil else { return try edited(app, edit, of: base, as: id, comment, isKept: !isDryRun, by: caller).report }
        return try await inTurn {
            try refuseOthers(caller)
            var (report, change) = try edited(app, edit, of: base, as: id, comment, isKept: false, by: caller)
            report.swap = try await swap([change], conditions ?? SwitchConditions(), by: caller)
            report.isTransient = report.swap?.kind == .planned
            report.revision = information(change.kept, of: app)
            return report
        }
    }

    private func edited(
        _ app: HostedApp, _ edit: PipelineEdit, of base: String?, as id: String?, _ comment: String?, isKept: Bool, by caller: SwapCaller
    ) throws -> (report: PipelineEditReport, change: SwapChange) {
        let old = try start(of: app, named: base)
        let before = try plan(of: old, app)
        let after: DeployPlan
        do {
            after = try DeployEditor(registry: app.project.registry, plan: before, readFile: old.deployment.read).plan(after: edit)
        } catch {
            throw ControlError("\(app.name): \(error.message)", advice: error.advice)
        }
        var deployment = old.deployment
        deployment.text = after.document.text
        let (kept, revision) = try buildRevision(
            app, deployment, plan: after, strategy: old.record.strategy, id: id, comment: comment ?? "\(old.record.id): \(edit)",
            by: caller.user)
        if isKept {
            app.keep(kept)
            trim(app)
            logger.info("\(app.name): revision \(kept.record.id) is \(old.record.id) with an edit by \(caller.user): \(edit)")
        }
        let known = Set(before.warnings.map(\.message))
        let report = PipelineEditReport(
            revision: information(kept, of: app), base: old.record.id, changes: DeployPlan.diff(before, after),
            warnings: after.warnings.filter { !known.contains($0.message) }, isTransient: !isKept)
        return (report, SwapChange(app: app, kept: kept, revision: revision))
    }

    /// The revision that an edit starts from.
    private func start(of app: HostedApp, named name: String?) throws -> KeptRevision {
        if let name {
            let (owner, kept) = try revision(named: name, preferring: app)
            guard owner === app else { throw ControlError("revision '\(name)' belongs to app '\(owner.name)', not to '\(app.name)'") }
            return kept
        }
        guard let kept = collected(for: app)?.kept ?? app.kept(app.active) else {
            throw ControlError("app '\(app.name)' has no revision", advice: "app start \(app.name)")
        }
        return kept
    }

    func plan(of kept: KeptRevision, _ app: HostedApp) throws -> DeployPlan {
        try kept.built?.plan ?? plan(kept.deployment, project: app.project, strategy: kept.record.strategy)
    }

    /// The filter factories that deployments can name, by their short names, with what they do.
    package nonisolated var filterFactories: [(name: String, summary: String)] {
        var seen: Set<String> = []
        return projects.flatMap(\.registry.all).filter { $0.kind == .filter && seen.insert($0.key).inserted }.map { ($0.key, $0.summary) }
    }
}
