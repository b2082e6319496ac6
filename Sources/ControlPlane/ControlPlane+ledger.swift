import HTTPApplication
import Logging
import PasteDeploy

extension ControlPlane {
    /// Takes over what earlier runs have left in the state database.
    func restoreSwaps() async throws {
        let contents = try await ledger.open()
        swaps.history = contents.history.suffix(SwapState.rememberedSwaps)
        for entry in contents.history where entry.outcome == .confirmed { swaps.confirmed[entry.revision.app] = entry }
        swaps.labels = contents.labels
        swaps.interrupted = contents.interrupted
        swaps.nextGeneration = contents.generation + 1
        swaps.nextBatch = contents.batch + 1
        var uses: [UInt64: Int] = [:]
        for entry in contents.history {
            swaps.uses += 1
            uses[entry.revision.generation] = swaps.uses
        }
        for revision in contents.revisions {
            guard let deployment = revision.deployment, let id = revision.deploymentID else { continue }
            let kept = KeptRevision(record: revision.record, deployment: deployment)
            kept.lastUse = uses[revision.record.generation] ?? 0
            kept.isStored = true
            swaps.stored[revision.record.app, default: []].append(kept)
            swaps.deploymentIDs[deployment] = id
            swaps.nextDeployment = max(swaps.nextDeployment, id + 1)
        }
    }

    /// The revision that an app begins with: the last confirmed one, unless its configuration has changed since.
    ///
    /// - Returns: the revision, and whether the history has to be told of it.
    func firstRevision(_ app: HostedApp) throws -> (kept: KeptRevision, revision: Revision, isNew: Bool) {
        if app.isConfigured { app.revisions += swaps.stored.removeValue(forKey: app.name) ?? [] }
        let (deployment, plan) = try readDeployment(file: app.file, section: app.section, project: app.project, strategy: app.strategy)
        app.savedDigest = plan.digest
        if app.isConfigured {
            app.configuredDigest = plan.digest
            if let found = lastConfirmed(of: app, plan.digest) {
                if found.record.digest == plan.digest, found.deployment != deployment {
                    found.deployment = deployment
                    found.isStored = false
                }
                do { return (found, try built(found, of: app), false) } catch {
                    tellStart(.warning, "\(app.name): \(found.record.id) cannot be built any more, the configuration is started: \(error)")
                }
            }
        }
        let (kept, revision) = try buildRevision(
            app, deployment, plan: plan, strategy: app.strategy, by: SwapCaller.configuration.user)
        return (kept, revision, true)
    }

    private func lastConfirmed(of app: HostedApp, _ configured: String) -> KeptRevision? {
        guard let last = swaps.confirmed[app.name] else { return nil }
        guard last.configuredDigest == configured else {
            tellStart(
                .info, "\(app.name): the configuration has changed since \(last.revision.id) was confirmed: it is started as configured")
            return nil
        }
        guard let kept = app.revisions.first(where: { $0.record.generation == last.revision.generation }) else { return nil }
        if let cut = swaps.interrupted.last(where: { $0.revision.app == app.name }) {
            tellStart(
                .warning, "\(app.name): \(cut.revision.id) was not confirmed before the end of the last run: \(kept.record.id) is started")
        } else if last.revision.digest != configured {
            tellStart(.info, "\(app.name): \(kept.record.id) (\(kept.record.strategy)) is started, the last that was confirmed")
        }
        return kept
    }

    /// Says at the start what an operator wants to know later, too.
    private func tellStart(_ level: Logger.Level, _ text: String) {
        logger.log(level: level, "\(text)")
        notices.postForFirst(Notice(.revision, text))
    }

    // MARK: Recording

    /// Writes a switch down before it happens: until ``settle(_:_:)`` says otherwise, the next start undoes it.
    ///
    /// - Parameter batch: what it belongs to; `nil` = it is one of its own.
    func recordPending(
        _ exchange: SwapExchange, in batch: Int? = nil, comment: String? = nil, by caller: SwapCaller
    ) async throws -> RecordedSwap {
        let batch = batch ?? swaps.nextBatch
        swaps.nextBatch = max(swaps.nextBatch, batch + 1)
        let parts = exchange.changes.map { (app: $0.app, kept: $0.kept) } + exchange.loads.map { (app: $0.app, kept: $0.kept) }
        var change = SwapLedger.Change()
        change.revisions = parts.map(\.kept).filter { !$0.isStored }.map(stored)
        change.entries = parts.map { app, kept in
            SwapEntry(
                batch: batch, revision: kept.record, at: .now(), by: caller.user, comment: comment, outcome: .pending,
                configuredDigest: app.configuredDigest)
        }
        change.prunes = batch % Self.pruneInterval == 0
        do { try await write(change) } catch {
            throw ControlError("the switch cannot be recorded: \(error)", advice: "nothing has changed")
        }
        var recorded = RecordedSwap(batch: batch)
        for ((app, kept), entry) in zip(parts, change.entries) {
            kept.isStored = true
            app.keep(kept)
            swaps.uses += 1
            kept.lastUse = swaps.uses
            recorded.replaced.append((app.name, swaps.note(entry)))
        }
        return recorded
    }

    /// After how many switches the database lets go of what is too old.
    private static let pruneInterval = 32

    /// Takes a switch that was undone at once out of its batch: what it replaced there counts again.
    func forget(_ recorded: RecordedSwap) async {
        var change = SwapLedger.Change()
        for (app, entry) in recorded.replaced {
            if let entry {
                change.entries.append(entry)
                _ = swaps.note(entry)
            } else {
                change.outcomes.append((recorded.batch, app, .undone))
                swaps.note(recorded.batch, app: app, .undone)
            }
        }
        do { try await write(change) } catch { logger.error("the end of a switch cannot be recorded: \(error)") }
    }

    /// Writes down how a switch ended.
    func settle(_ batch: Int, _ outcome: SwapEntry.Outcome) async throws {
        var change = SwapLedger.Change()
        change.outcomes = [(batch, nil, outcome)]
        try await write(change)
        swaps.note(batch, outcome)
    }

    func write(_ change: SwapLedger.Change) async throws {
        var change = change
        let dropped = swaps.dropped
        swaps.dropped = []
        change.dropped += dropped
        if change.prunes {
            let used = Set((apps.flatMap(\.revisions) + swaps.stored.values.joined()).map(\.deployment))
            swaps.deploymentIDs = swaps.deploymentIDs.filter { used.contains($0.key) }
        }
        do { try await ledger.write(change) } catch {
            swaps.dropped += dropped
            throw error
        }
    }

    /// A revision as the database keeps it.
    func stored(_ kept: KeptRevision) -> SwapLedger.Change.Revision {
        let id = swaps.deploymentIDs[kept.deployment] ?? swaps.nextDeployment
        swaps.deploymentIDs[kept.deployment] = id
        swaps.nextDeployment = max(swaps.nextDeployment, id + 1)
        return SwapLedger.Change.Revision(record: kept.record, deployment: kept.deployment, deploymentID: id)
    }

    /// Lets go of an app's old revisions, but for those that something stands for.
    func trim(_ app: HostedApp) {
        let labelled = Set(swaps.labels.values)
        let collected = swaps.transaction?.changes ?? []
        let targets = swaps.unconfirmed?.targets ?? []
        let dropped = app.trim { kept in
            labelled.contains(kept.record.generation) || targets.contains { $0.kept === kept } || collected.contains { $0.kept === kept }
        }
        swaps.dropped += dropped.filter(\.isStored).map(\.record.generation)
    }
}
