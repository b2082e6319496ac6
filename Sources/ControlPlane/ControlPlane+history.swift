import Glibc
import HTTPApplication
import Logging

extension ControlPlane {
    // MARK: Seeing

    /// What became active and when, the last first.
    ///
    /// - Parameter name: this app only.
    package func swapHistory(app name: String? = nil) throws -> [SwapLine] {
        let entries: [SwapEntry]
        do { entries = try ledger.history(app: name) } catch { throw ControlError("the history cannot be read: \(error)") }
        if let name, entries.isEmpty { _ = try app(named: name) }
        return entries.map { entry in
            var entry = entry
            if entry.outcome == .pending, entry.batch == swaps.unconfirmed?.batch { entry.outcome = .unconfirmed }
            let kept = apps.first { $0.name == entry.revision.app }.flatMap { app in
                app.revisions.first { $0.record.generation == entry.revision.generation }.map { state($0, of: app) }
            }
            return SwapLine(entry: entry, state: kept ?? .gone)
        }
    }

    // MARK: Going back

    /// Goes back in the history of confirmed switches.
    ///
    /// - Parameters:
    ///   - steps: how many switches back; apps that were switched together go back together.
    ///   - name: this app's switches only.
    package func rollback(
        steps: Int = 1, app name: String? = nil, conditions: SwitchConditions = SwitchConditions(), by caller: SwapCaller
    ) async throws -> SwapReport {
        try await inTurn {
            try refuseOthers(caller)
            if let pending = pendingSwap {
                throw ControlError("a switch waits for confirmation (\(pending.summary)): confirm or undo it first")
            }
            return try await goBack(steps: steps, app: name, conditions, by: caller)
        }
    }

    func goBack(steps: Int, app name: String?, _ conditions: SwitchConditions, by caller: SwapCaller) async throws -> SwapReport {
        let targets = try targets(steps: steps, of: try selectedApps(name))
        let changes = try targets.map { app, entry in
            guard let kept = app.revisions.first(where: { $0.record.generation == entry.revision.generation }) else {
                throw ControlError(
                    "\(app.name): \(entry.revision.id) is not kept any more",
                    advice: "the last \(HostedApp.keptRevisions) revisions of an app are, and those with a label")
            }
            return SwapChange(app: app, kept: kept, revision: try built(kept, of: app))
        }
        reach(1)
        return try await swap(changes, conditions, by: caller)
    }

    /// What each app of the last `steps` confirmed switches ran before them.
    private func targets(steps: Int, of apps: [HostedApp]) throws -> [(app: HostedApp, entry: SwapEntry)] {
        var batches: [[(app: HostedApp, entry: SwapEntry)]] = []
        for entry in swaps.history.reversed() where entry.outcome == .confirmed {
            guard let app = apps.first(where: { $0.name == entry.revision.app }) else { continue }
            if let index = batches.firstIndex(where: { $0.first?.entry.batch == entry.batch }) {
                batches[index].append((app, entry))
            } else {
                batches.append([(app, entry)])
            }
        }
        let left = batches.prefix(max(steps, 0)).joined()
        let earlier = batches.dropFirst(max(steps, 0)).joined()
        var targets: [(app: HostedApp, entry: SwapEntry)] = []
        for (app, entry) in left where !targets.contains(where: { $0.app === app }) {
            guard let target = earlier.first(where: { $0.app === app }) else {
                throw ControlError("\(app.name): nothing was active before \(entry.revision.id) that one could go back to")
            }
            targets.append(target)
        }
        guard batches.count > steps, !targets.isEmpty else {
            throw ControlError("the history goes back \(max(batches.count - 1, 0)) steps only")
        }
        return targets
    }
}

/// A line of the history with the state that its revision is in now.
package struct SwapLine: Sendable {
    package var entry: SwapEntry
    package var state: Revision.State
}
