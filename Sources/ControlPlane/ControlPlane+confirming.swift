import ConfigOptions
import Logging

extension ControlPlane {
    // MARK: Seeing

    /// The switch that waits for confirmation; cheap, for a prompt.
    package nonisolated var pendingSwap: PendingSwap? { swapBoard.pending }

    /// Whether a session has to confirm or undo a switch before it ends.
    package nonisolated func hasUnconfirmedSwap(session: String) -> Bool { swapBoard.pending?.holder.session == session }

    func isUnconfirmed(_ kept: KeptRevision, of app: HostedApp) -> Bool {
        guard let swap = swaps.unconfirmed else { return false }
        return swap.loads.contains { $0 === app } || swap.targets.contains { $0.app === app && $0.kept !== kept }
    }

    // MARK: Commands

    /// Makes the unconfirmed switch final.
    ///
    /// - Parameter isForced: also when another session holds it.
    /// - Returns: the revisions that are confirmed.
    package func confirmSwap(by caller: SwapCaller, isForced: Bool = false) async throws -> [RevisionInformation] {
        try await inTurn {
            guard let swap = swaps.unconfirmed else { throw ControlError("no switch waits for confirmation") }
            try refuse(caller, swap.holder, unless: isForced, "confirm")
            try await settle(swap.batch, .confirmed)
            let apps = swap.targets.map(\.app) + swap.loads
            disarm()
            let confirmed = apps.compactMap { app in app.kept(app.active).map { information($0, of: app) } }
            for app in apps { trim(app) }
            let list = confirmed.map { "\($0.app) \($0.revision)" }.joined(separator: ", ")
            logger.info("\(list): confirmed by \(caller.user)")
            notices.post(Notice(.revision, "\(list): confirmed by \(caller.user)"))
            return confirmed
        }
    }

    /// Leaves the unconfirmed switch now; when there is none, goes back to what was active before the last switch.
    ///
    /// - Parameters:
    ///   - name: of the last switch, this app only.
    ///   - isForced: also when another session holds it.
    package func undoSwap(
        app name: String? = nil, conditions: SwitchConditions = SwitchConditions(), by caller: SwapCaller, isForced: Bool = false
    ) async throws -> SwapReport {
        try await inTurn {
            guard let swap = swaps.unconfirmed else {
                try refuseOthers(caller)
                return try await goBack(steps: 1, app: name, conditions, by: caller)
            }
            try refuse(caller, swap.holder, unless: isForced, "undo")
            let changes = await leaveUnconfirmed(why: "undone by \(caller.user)")
            return SwapReport(kind: .made, changes: changes)
        }
    }

    private func refuse(_ caller: SwapCaller, _ holder: SwapCaller, unless isForced: Bool, _ verb: String) throws {
        guard holder.session != caller.session, !isForced, let pending = pendingSwap else { return }
        throw ControlError(
            "\(holder.user) holds the unconfirmed switch (\(pending.summary)) in another session, for another \(pending.secondsLeft) s",
            advice: "to do it all the same: pipeline \(verb) --force")
    }

    /// Undoes what a session has left open: its transaction is aborted, its unconfirmed switch is undone.
    ///
    /// - Returns: the revisions that were left.
    @discardableResult
    package func abandonSwaps(session: String) async -> [RevisionInformation] {
        guard hasUnconfirmedSwap(session: session) || swapBoard.transaction?.session == session else { return [] }
        return await inTurn {
            if let holder = swaps.transaction?.holder, holder.session == session { endTransaction("the session of \(holder.user) ended") }
            guard let swap = swaps.unconfirmed, swap.holder.session == session else { return [] }
            let left = swap.targets.map(\.app).compactMap { app in app.kept(app.active).map { information($0, of: app) } }
            await leaveUnconfirmed(why: "the session of \(swap.holder.user) ended without confirming it")
            return left
        }
    }

    /// What the timer has undone of a session's switches, told once: at its end.
    package nonisolated func expiredSwaps(session: String) -> [String] { swapBoard.takeExpired(session: session) }

    // MARK: The timer

    /// Makes a switch that was published wait for confirmation, together with one of the same session that waits already.
    func waitForConfirmation(of exchange: SwapExchange, _ batch: Int, _ period: Duration, by caller: SwapCaller) {
        if swaps.unconfirmed == nil {
            swaps.unconfirmed = UnconfirmedSwap(batch: batch, holder: caller, period: period, deadline: .now, alarm: 0, timer: nil)
        }
        for change in exchange.changes where !(swaps.unconfirmed?.includes(change.app) ?? false) {
            swaps.unconfirmed?.targets.append(UnconfirmedSwap.Target(app: change.app, kept: change.base))
        }
        swaps.unconfirmed?.loads += exchange.loads.map(\.app)
        for old in exchange.replacedConfigurations
        where !(swaps.unconfirmed?.configurations.contains { $0.project == old.project } ?? false) {
            swaps.unconfirmed?.configurations.append(old)
        }
        swaps.note(batch, .unconfirmed)
        arm(period)
    }

    /// Gives the operator `period` from now on to confirm.
    func arm(_ period: Duration) {
        let alarm = swaps.nextAlarm
        swaps.nextAlarm += 1
        swaps.unconfirmed?.timer?.cancel()
        swaps.unconfirmed?.period = period
        swaps.unconfirmed?.deadline = .now + period
        swaps.unconfirmed?.alarm = alarm
        swaps.unconfirmed?.timer = Task { [weak self, clock = options.clock] in
            do { try await clock.sleep(for: period) } catch { return }
            await self?.expire(alarm)
        }
        showPending()
    }

    private func expire(_ alarm: Int) async {
        await inTurn {
            // Confirmed, undone or set anew while this waited for its turn.
            guard let swap = swaps.unconfirmed, swap.alarm == alarm else { return }
            let holder = swap.holder.user
            if let pending = pendingSwap { swapBoard.noteExpired(pending) }
            logger.warning("\(pendingSwap?.summary ?? ""): not confirmed by \(holder) within \(swap.periodText)")
            await leaveUnconfirmed(why: "rolled back: \(holder) did not confirm within \(swap.periodText)")
        }
    }

    /// Goes back to the last confirmed revisions.
    @discardableResult
    func leaveUnconfirmed(why: String) async -> [SwapReport.Change] {
        guard let swap = swaps.unconfirmed else { return [] }
        let before = swap.targets.map { $0.app.active?.id }
        disarm()
        await goBack(to: swap.targets, swap.loads, swap.configurations, why: why)
        do { try await settle(swap.batch, .undone) } catch {
            // At the next start what is not confirmed counts as undone all the same.
            logger.error("the end of a switch cannot be recorded: \(error)")
        }
        for target in swap.targets { trim(target.app) }
        return zip(swap.targets, before).compactMap { target, before in
            target.kept.map {
                SwapReport.Change(revision: information($0, of: target.app), before: before, differences: [], isTransient: false)
            }
        }
    }

    private func disarm() {
        swaps.unconfirmed?.timer?.cancel()
        swaps.unconfirmed = nil
        showPending()
    }

    /// Forgets the part that an app has in the unconfirmed switch, because the app goes.
    func leaveOut(_ app: HostedApp) {
        guard swaps.unconfirmed?.includes(app) ?? false else { return }
        swaps.unconfirmed?.targets.removeAll { $0.app === app }
        swaps.unconfirmed?.loads.removeAll { $0 === app }
        if let swap = swaps.unconfirmed, swap.targets.isEmpty, swap.loads.isEmpty, swap.configurations.isEmpty {
            disarm()
        } else {
            showPending()
        }
    }

    private func showPending() {
        guard let swap = swaps.unconfirmed else { return swapBoard.pending = nil }
        let switched = swap.targets.map {
            PendingSwap.Change(app: $0.app.name, revision: $0.app.active?.id ?? "none", target: $0.kept?.record.id)
        }
        let loaded = swap.loads.map { PendingSwap.Change(app: $0.name, revision: $0.active?.id ?? "none", target: nil) }
        swapBoard.pending = PendingSwap(holder: swap.holder, changes: switched + loaded, deadline: swap.deadline)
    }
}
