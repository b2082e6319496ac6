import ConfigOptions
import Glibc
import HTTPApplication
import Logging
import PasteDeploy

extension ControlPlane {
    // MARK: Building

    /// Builds a revision of `app`. Nothing that runs is touched, and nothing is kept of it yet.
    ///
    /// - Parameter id: its name; `nil` = the next of `r1`, `r2`, ...
    /// - Throws: ``ControlError`` with every mistake of the file.
    func buildRevision(
        _ app: HostedApp, _ deployment: DeploymentText, plan: DeployPlan? = nil, strategy: String, id: String? = nil,
        comment: String? = nil,
        by user: String
    ) throws -> (kept: KeptRevision, revision: Revision) {
        let plan = try plan ?? self.plan(deployment, project: app.project, strategy: strategy)
        let generation = swaps.nextGeneration
        let record = RevisionRecord(
            id: id ?? "r\(generation)", app: app.name, strategy: strategy, source: deployment.source, digest: plan.digest,
            generation: generation, createdBy: user, comment: comment)
        let revision = try Self.build(record, plan)
        swaps.nextGeneration += 1
        for warning in plan.warnings { logger.warning("\(app.name): \(warning)") }
        return (KeptRevision(record: record, deployment: deployment, built: revision), revision)
    }

    /// The revision itself: what was kept as text only is built again.
    func built(_ kept: KeptRevision, of app: HostedApp) throws -> Revision {
        if let revision = kept.built { return revision }
        let plan = try plan(kept.deployment, project: app.project, strategy: kept.record.strategy)
        let revision = try Self.build(kept.record, plan)
        kept.built = revision
        return revision
    }

    private static func build(_ record: RevisionRecord, _ plan: DeployPlan) throws -> Revision {
        do { return Revision(record: record, plan: plan, application: try plan.build()) } catch {
            throw ControlError("\(error)", kind: .cannotStart)
        }
    }

    /// Reads an app's deployment file with all that it includes, and plans it.
    func readDeployment(
        file: String?, section: String, project: HostedProject, strategy: String
    ) throws -> (deployment: DeploymentText, plan: DeployPlan) {
        guard let file else {
            let deployment = DeploymentText(embedded: project, section: section)
            return (deployment, try plan(deployment, project: project, strategy: strategy))
        }
        let recorder = FileRecorder()
        let plan = try plan(.file(file), section: section, project: project, strategy: strategy, readFile: recorder.text)
        guard let deployment = recorder.deployment(section: section) else { throw ControlError("\(file): nothing was read") }
        return (deployment, plan)
    }

    func plan(_ deployment: DeploymentText, project: HostedProject, strategy: String) throws -> DeployPlan {
        try plan(
            .text(deployment.text, name: deployment.name), section: deployment.section, project: project, strategy: strategy,
            readFile: deployment.read)
    }

    func plan(
        _ source: DeploySource, section: String, project: HostedProject, strategy: String,
        readFile: @escaping @Sendable (String) throws -> String = TextFile.read
    ) throws -> DeployPlan {
        let config = project.config.snapshot
        let settings = DeploySettings(
            authStrategy: strategy, apiRateLimit: config.isDefault("api_rate_limit") || config.bool("api_rate_limit"),
            disabledVersions: Set(["v1", "v2", "v3"].filter { !Self.isEnabled($0, config) }))
        do {
            return try DeployLoader(registry: project.registry, settings: settings, readFile: readFile).plan(source, section: section)
        } catch {
            throw ControlError("\(error)", kind: .cannotStart)
        }
    }

    private static func isEnabled(_ version: String, _ config: ConfigSnapshot) -> Bool {
        let option = "enable_\(version)_api"
        return config.string(option) == nil || config.bool(option)
    }

    // MARK: Loading

    /// Builds a revision from a deployment file and keeps it, to be used later. Nothing that runs is touched.
    ///
    /// - Parameters:
    ///   - id: the name to give it; `nil` = the next of `r1`, `r2`, ...
    ///   - section: the app in the file; `nil` = the section that the app was loaded from.
    package func loadRevision(
        app name: String, name id: String?, file: String, section: String?, comment: String? = nil, by caller: SwapCaller
    ) async throws -> RevisionInformation {
        let app = try app(named: name)
        let path = absolutePath(file)
        guard access(path, R_OK) == 0 else { throw ControlError("cannot read \(file): \(String(cString: strerror(errno)))") }
        let strategy = app.active?.strategy ?? app.strategy
        let (deployment, plan) = try readDeployment(file: path, section: section ?? app.section, project: app.project, strategy: strategy)
        return try await keepRevision(app, deployment, plan: plan, strategy: strategy, name: id, comment: comment, by: caller)
    }

    /// Builds a revision from a text and keeps it, to be used later: how an edited deployment becomes a revision.
    package func loadRevision(
        app name: String, name id: String?, deployment: DeploymentText, strategy: String? = nil, comment: String? = nil,
        by caller: SwapCaller
    ) async throws -> RevisionInformation {
        let app = try app(named: name)
        let strategy = strategy ?? app.active?.strategy ?? app.strategy
        return try await keepRevision(app, deployment, plan: nil, strategy: strategy, name: id, comment: comment, by: caller)
    }

    /// The text that a revision was built from.
    package func deployment(of name: String) throws -> (app: String, strategy: String, deployment: DeploymentText) {
        let (app, kept) = try revision(named: name)
        return (app.name, kept.record.strategy, kept.deployment)
    }

    private func keepRevision(
        _ app: HostedApp, _ deployment: DeploymentText, plan: DeployPlan?, strategy: String, name: String?, comment: String?,
        by caller: SwapCaller
    ) async throws -> RevisionInformation {
        try await inTurn {
            if let name { try refuseName(name) }
            let (kept, _) = try buildRevision(app, deployment, plan: plan, strategy: strategy, id: name, comment: comment, by: caller.user)
            var change = SwapLedger.Change()
            change.revisions = [stored(kept)]
            do { try await write(change) } catch { throw ControlError("the revision cannot be recorded: \(error)") }
            kept.isStored = true
            app.keep(kept)
            trim(app)
            logger.info("\(app.name): revision \(kept.record.id) is loaded from \(deployment.source) by \(caller.user)")
            return information(kept, of: app)
        }
    }

    /// Whether a revision or a label can be called so.
    ///
    /// - Throws: ``ControlError`` when the name is no word, is one that revisions get by themselves, or is taken.
    func refuseName(_ name: String) throws {
        let isWord = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isWord, let first = name.utf8.first, first > UInt8(ascii: "9") else {
            throw ControlError("'\(name)' is no name: write letters, digits, - _ and ., a letter first", kind: .usage)
        }
        if first == UInt8(ascii: "r"), !name.dropFirst().isEmpty, name.dropFirst().allSatisfy(\.isNumber) {
            throw ControlError("'\(name)' is how revisions without a name are called: choose another", kind: .usage)
        }
        if apps.contains(where: { $0.name == name }) {
            throw ControlError("'\(name)' is an app, whose name stands for its active revision: choose another")
        }
        if apps.contains(where: { $0.revisions.contains { $0.record.id == name } }) {
            throw ControlError("a revision '\(name)' is loaded already", advice: "choose another name, or first: pipeline discard \(name)")
        }
    }
}
