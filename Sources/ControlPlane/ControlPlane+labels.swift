import Glibc
import HTTPApplication
import Logging

extension ControlPlane {
    /// Gives a revision a name that stands for it until the label is moved or taken away. A revision with a label is kept.
    package func labelRevision(_ label: String, _ name: String) async throws -> RevisionInformation {
        if swaps.labels[label] == nil { try refuseName(label) }
        let (app, kept) = try revision(named: name)
        var change = SwapLedger.Change()
        change.labels = [label: kept.record.generation]
        try await record(change)
        swaps.labels[label] = kept.record.generation
        return information(kept, of: app)
    }

    /// Takes a label away; its revision stays.
    package func removeLabel(_ label: String) async throws {
        guard swaps.labels[label] != nil else { throw ControlError.unknown("label", label, known: swaps.labels.keys.sorted()) }
        var change = SwapLedger.Change()
        change.removedLabels = [label]
        try await record(change)
        swaps.labels[label] = nil
    }

    /// The labels with the revisions that they stand for.
    package func revisionLabels() -> [(label: String, revision: String, app: String)] {
        swaps.labels.sorted { $0.key < $1.key }.compactMap { label, generation in
            let all = apps.flatMap { app in app.revisions.map { (app, $0) } }
            return all.first { $0.1.record.generation == generation }.map { (label, $0.1.record.id, $0.0.name) }
        }
    }

    /// Lets go of the revisions whose names match: of all, or of none.
    ///
    /// - Parameter globs: as of a shell: `*`, `?`, `[...]`.
    /// - Throws: ``ControlError`` that says which of them something needs: what is active, what a label stands for, where an unconfirmed switch
    ///   goes back to.
    package func discardRevisions(_ globs: [String]) async throws -> [String] {
        try await inTurn {
            var found: [(app: HostedApp, kept: KeptRevision)] = []
            for glob in globs {
                let matches = apps.flatMap { app in
                    app.revisions.filter { fnmatch(glob, $0.record.id, 0) == 0 }.map { (app: app, kept: $0) }
                }
                guard !matches.isEmpty else {
                    throw ControlError.unknown("revision", glob, known: apps.flatMap { $0.revisions.map(\.record.id) })
                }
                found += matches.filter { match in !found.contains { $0.kept === match.kept } }
            }
            let needed = found.compactMap { app, kept in need(of: kept, app).map { "\(kept.record.id) \($0)" } }
            guard needed.isEmpty else {
                throw ControlError("nothing is discarded: " + needed.joined(separator: ", "))
            }
            var change = SwapLedger.Change()
            change.dropped = found.map(\.kept.record.generation)
            try await record(change)
            for (app, kept) in found { app.revisions.removeAll { $0 === kept } }
            logger.info("revisions discarded: \(found.map(\.kept.record.id).joined(separator: ", "))")
            return found.map(\.kept.record.id)
        }
    }

    /// Forgets all revisions of an app that goes, and their labels.
    func forgetRevisions(of app: HostedApp) async throws {
        let generations = app.revisions.map(\.record.generation)
        var change = SwapLedger.Change()
        change.dropped = generations
        change.removedLabels = swaps.labels.filter { generations.contains($0.value) }.map(\.key)
        for label in change.removedLabels { swaps.labels[label] = nil }
        try await record(change)
    }

    private func record(_ change: SwapLedger.Change) async throws {
        do { try await write(change) } catch { throw ControlError("it cannot be recorded: \(error)") }
    }

    /// Why a revision has to stay; `nil` when nothing needs it.
    private func need(of kept: KeptRevision, _ app: HostedApp) -> String? {
        if let active = app.active, kept.built === active { return "is active" }
        let labels = swaps.labels.filter { $0.value == kept.record.generation }.keys.sorted()
        if let label = labels.first { return "has the label '\(label)'" }
        if swaps.unconfirmed?.targets.contains(where: { $0.kept === kept }) ?? false {
            return "is what the unconfirmed switch goes back to"
        }
        if swaps.transaction?.changes.contains(where: { $0.kept === kept }) ?? false { return "is part of a transaction" }
        return nil
    }

    /// Waits until no request runs under a revision.
    ///
    /// - Parameter limit: how long to wait; `nil` = as long as a shutdown would.
    /// - Throws: ``ControlError`` of kind `timedOut`; of kind `failed` for a revision that is active.
    package func drainRevision(_ name: String, wait limit: Duration? = nil) async throws -> RevisionInformation {
        let (app, kept) = try revision(named: name)
        if let active = app.active, kept.built === active {
            throw ControlError("\(kept.record.id) is active: it gets new requests", advice: "switch \(app.name) to another revision first")
        }
        if let revision = kept.built, revision.inFlight > 0 {
            await Self.wait(for: revision, atMost: limit ?? drainLimit, clock: options.clock)
            guard revision.inFlight == 0 else {
                try Task.checkCancellation()
                throw ControlError("\(kept.record.id) still has \(revision.inFlight) requests in flight", kind: .timedOut)
            }
        }
        return information(kept, of: app)
    }

    @concurrent
    private static func wait(for revision: Revision, atMost limit: Duration, clock: any Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await revision.drained() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
