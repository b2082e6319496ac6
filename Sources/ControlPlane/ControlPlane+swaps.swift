import ConfigOptions
import Glibc
import HTTPApplication
import Logging
import PasteDeploy

extension ControlPlane {
    /// Switches apps to the pipeline of another strategy: all of them at once, or none.
    ///
    /// The new revisions are built from the text that the active ones were built from.
    ///
    /// - Parameter name: one app; `nil` = every app whose deployment offers the strategy.
    /// - Throws: as ``useRevision(app:revision:conditions:by:)``.
    package func useStrategy(
        _ strategy: String, app name: String?, conditions: SwitchConditions = SwitchConditions(), by caller: SwapCaller
    ) async throws -> SwapReport {
        try await inTurn {
            try refuseOthers(caller)
            let offered = try strategies(of: selectedApps(name)) { candidate(of: $0) }
            let targets = try selectedApps(name).filter { app in offered.contains { $0.app == app.name && $0.strategy == strategy } }
            guard !targets.isEmpty else {
                throw ControlError.unknown(
                    "strategy", strategy, known: offered.map(\.strategy).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
            }
            // 1 and 2: built and checked, nothing that runs is touched.
            let changes = try targets.compactMap { app -> SwapChange? in
                guard let current = app.kept(app.active) else { return nil }
                if app.active?.strategy == strategy, let active = app.active {
                    return SwapChange(app: app, kept: current, revision: active)
                }
                let deployment = collected(for: app)?.kept.deployment ?? current.deployment
                let (kept, revision) = try buildRevision(
                    app, deployment, strategy: strategy, comment: conditions.comment, by: caller.user)
                return SwapChange(app: app, kept: kept, revision: revision)
            }
            reach(1)
            return try await swap(changes, conditions, by: caller)
        }
    }

    /// Makes a revision the active one of its app.
    ///
    /// - Parameters:
    ///   - name: the app; `nil` = the revision's own.
    ///   - id: the revision, or a label.
    /// - Throws: ``ControlError``; of kind `rolledBack` when a probe failed. The active revision is the same as before then.
    package func useRevision(
        app name: String?, revision id: String, conditions: SwitchConditions = SwitchConditions(), by caller: SwapCaller
    ) async throws -> SwapReport {
        try await inTurn {
            try refuseOthers(caller)
            let preferred = try name.map { try self.app(named: $0) }
            let (app, kept) = try self.revision(named: id, preferring: preferred)
            if let name, app.name != name { throw ControlError("revision '\(id)' belongs to app '\(app.name)', not to '\(name)'") }
            let change = SwapChange(app: app, kept: kept, revision: try built(kept, of: app))
            reach(1)
            return try await swap([change], conditions, by: caller)
        }
    }

    // MARK: One after the other

    /// Runs `body` while no other switch is under way.
    func inTurn<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        await swaps.turn.take()
        defer { swaps.turn.give() }
        return try await body()
    }

    /// - Throws: ``ControlError`` that says who holds what, when another session has a transaction open or a switch unconfirmed.
    func refuseOthers(_ caller: SwapCaller) throws {
        if let holder = swaps.transaction?.holder, holder.session != caller.session {
            throw ControlError(
                "\(holder.user) has a transaction open: nobody else can switch until it is committed or aborted", advice: "try again later")
        }
        if let pending = pendingSwap, pending.holder.session != caller.session {
            throw ControlError(
                "\(pending.holder.user) holds an unconfirmed switch (\(pending.summary)) for another \(pending.secondsLeft) s",
                advice: "try again later, or end it: pipeline undo --force")
        }
    }

    // MARK: The steps

    /// Takes a switch that is built and checked (steps 1 and 2) through the other steps.
    ///
    /// - Parameters:
    ///   - changes: every app that is meant, those included that run the revision already.
    ///   - others: what else becomes visible in the same exchange: that of a transaction which is committed.
    /// - Throws: ``ControlError``. What was active before the call is active again then.
    func swap(
        _ changes: [SwapChange], committing others: SwapExchange? = nil, _ conditions: SwitchConditions, by caller: SwapCaller
    ) async throws -> SwapReport {
        try check(changes, conditions)
        reach(2)
        try await probe(changes, conditions)
        reach(3)
        if conditions.isDryRun { return report(.planned, changes) }
        if others == nil, swaps.transaction != nil {
            collect(changes)
            return report(.collected, changes)
        }
        var exchange = others ?? SwapExchange(changes: [])
        exchange.changes = changes.filter(\.isEffective)
        guard !exchange.isEmpty else {
            if let period = conditions.confirm, swaps.unconfirmed != nil { arm(period) }
            return report(.made, changes)
        }
        try Task.checkCancellation()
        let recorded = try await recordPending(exchange, in: swaps.unconfirmed?.batch, comment: conditions.comment, by: caller)
        reach(4)
        publish(exchange, by: caller)
        reach(5)
        if let failure = await socketFailure(exchange.changes, conditions) {
            for change in exchange.changes { change.revision.transition(to: .failed) }
            await takeBack(exchange, recorded)
            throw ControlError(failure, kind: .rolledBack, advice: "the switch is undone")
        }
        reach(6)
        if let period = conditions.confirm ?? swaps.unconfirmed?.period {
            waitForConfirmation(of: exchange, recorded.batch, period, by: caller)
            reach(7)
        } else {
            reach(7)
            do { try await settle(recorded.batch, .confirmed) } catch {
                await takeBack(exchange, recorded)
                throw ControlError("the switch cannot be recorded: \(error)", kind: .rolledBack, advice: "it is undone")
            }
        }
        for app in exchange.changes.map(\.app) { trim(app) }
        reach(8)
        return report(.made, changes)
    }

    private func check(_ changes: [SwapChange], _ conditions: SwitchConditions) throws {
        for change in changes { try refuseOpenNoauth(change.app, change.revision) }
        guard let name = conditions.ifActive else { return }
        let (app, expected) = try revision(named: name)
        guard changes.contains(where: { $0.app === app }) else {
            throw ControlError("--if-active \(name): that is a revision of '\(app.name)', which is not switched")
        }
        guard app.active === expected.built, app.active != nil else {
            throw ControlError(
                "\(app.name) runs \(app.active?.id ?? "nothing"), not \(expected.record.id): somebody has switched it meanwhile")
        }
    }

    private func probe(_ changes: [SwapChange], _ conditions: SwitchConditions) async throws {
        for change in changes {
            for probe in conditions.probes {
                guard let failure = await probe.failure(of: change.revision, authority: change.app.authority) else { continue }
                throw ControlError(
                    "\(change.app.name): the probe of \(change.revision.id) failed: \(failure)", kind: .rolledBack,
                    advice: "nothing has changed")
            }
        }
    }

    /// What an app answers otherwise than it must, through its socket.
    private func socketFailure(_ changes: [SwapChange], _ conditions: SwitchConditions) async -> String? {
        for change in changes where change.app.state == .running {
            let app = change.app
            for probe in conditions.probes {
                guard let failure = await probe.failure(host: app.host, port: app.boundPort, usesTLS: app.tls != nil, group: acceptor)
                else { continue }
                return "\(app.name): \(change.revision.id) did not answer the probe: \(failure)"
            }
        }
        return nil
    }

    // MARK: The exchange

    /// Makes all of it visible at once.
    func publish(_ exchange: SwapExchange, by caller: SwapCaller) {
        let revisions =
            exchange.changes.map { (slot: $0.app.endpoint.slot, revision: Optional($0.revision)) }
            + exchange.loads.map { (slot: $0.app.endpoint.slot, revision: Optional($0.revision)) }
        let replaced = RevisionSlot.exchange(revisions) { for snapshot in exchange.configurations { adopt(snapshot) } }
        for (change, old) in zip(exchange.changes, replaced) { tell(change.app, from: old, to: change.revision, why: "by \(caller.user)") }
        for load in exchange.loads {
            load.app.keep(load.kept)
            apps.append(load.app)
            tell(load.app, from: nil, to: load.revision, why: "by \(caller.user)")
            opened(load.app, load.revision)
        }
    }

    /// Undoes an exchange at once: what was active before it is active again.
    private func takeBack(_ exchange: SwapExchange, _ recorded: RecordedSwap) async {
        let targets = exchange.changes.map { UnconfirmedSwap.Target(app: $0.app, kept: $0.base) }
        await goBack(to: targets, exchange.loads.map(\.app), exchange.replacedConfigurations, why: "undone")
        await forget(recorded)
    }

    /// Publishes what was active before, for all apps at once, and ends apps that came with it.
    func goBack(to targets: [UnconfirmedSwap.Target], _ loads: [HostedApp], _ configurations: [ConfigSnapshot], why: String) async {
        let targets = targets.filter { $0.app.active !== $0.kept?.built }
        let revisions = targets.map { (slot: $0.app.endpoint.slot, revision: $0.kept?.built) }
        let failed = targets.compactMap { $0.app.active }.filter { $0.state == .failed }
        let replaced = RevisionSlot.exchange(revisions) { for snapshot in configurations { adopt(snapshot) } }
        for revision in failed { revision.transition(to: .failed) }
        for (target, old) in zip(targets, replaced) { tell(target.app, from: old, to: target.kept?.built, why: why) }
        if !configurations.isEmpty {
            logger.info("options are as they were before the switch, \(why)")
            notices.post(Notice(.config, "options are as they were before the switch, \(why)"))
        }
        for app in loads {
            apps.removeAll { $0 === app }
            await closeListener(of: app)
            // Nobody waits for its last requests.
            let (workers, deadline) = (takeWorkers(of: [app]), ContinuousClock.now + drainLimit)
            Task { await drainWorkers(workers, deadline: deadline) }
        }
    }

    /// Tells the log and every shell of a switch, and of the end of the draining that it began.
    func tell(_ app: HostedApp, from old: Revision?, to new: Revision?, why: String) {
        if let new {
            app.strategy = new.strategy
            logger.info("\(app.name): revision \(new.id) (\(new.strategy)) is active, \(why), generation \(new.generation)")
        }
        guard let old else { return }
        notices.post(Notice(.revision, "\(app.name): \(old.id) -> \(new.map { "\($0.id) (\($0.strategy))" } ?? "none"), \(why)"))
        guard old.inFlight > 0 else { return }
        let (name, start) = (app.name, ContinuousClock.now)
        Task { [notices, logger] in
            await old.drained()
            logger.info("\(name): revision \(old.id) has drained")
            // Under load every switch drains for a moment; only a drain that somebody may wait for is news.
            if ContinuousClock.now - start > .milliseconds(100) { notices.post(Notice(.revision, "\(name): \(old.id) has drained")) }
        }
    }

    /// For tests that kill the process at a step of a switch: stops it there.
    nonisolated func reach(_ step: Int) {
        if options.stopAtSwapStep == step { raise(SIGSTOP) }
    }

    // MARK: Telling

    func report(_ kind: SwapReport.Kind, _ changes: [SwapChange]) -> SwapReport {
        let rows = changes.map { change -> SwapReport.Change in
            var differences: [String] = []
            if kind == .planned, let old = change.base?.built?.plan {
                differences = DeployPlan.diff(old, change.revision.plan).map(\.description)
            }
            return SwapReport.Change(
                revision: information(change.kept, of: change.app), before: change.base?.record.id, differences: differences,
                isTransient: !change.app.revisions.contains { $0 === change.kept })
        }
        return SwapReport(kind: kind, changes: rows, pending: kind == .made ? pendingSwap : nil)
    }
}
