import HTTPApplication
import Persistence

extension SwapLedger {
    /// What changes together, in one transaction.
    struct Change: Sendable {
        struct Revision: Sendable {
            var record: RevisionRecord
            var deployment: DeploymentText
            /// The number under which the deployment is stored, once for all revisions that are built from it.
            var deploymentID: Int
        }

        var revisions: [Revision] = []
        var entries: [SwapEntry] = []
        /// How batches ended, or one app's part of them; what has ended already stays as it is.
        var outcomes: [(batch: Int, app: String?, outcome: SwapEntry.Outcome)] = []
        /// Generations that cannot be used any more; the history still knows them.
        var dropped: [UInt64] = []
        var labels: [String: UInt64] = [:]
        var removedLabels: [String] = []
        /// Takes out of the database what nothing refers to and what is too old.
        var prunes = false
    }

    /// Returns when all of it is durable; when it throws, nothing of it is there.
    func write(_ change: Change) async throws {
        try await store.write { transaction in
            for revision in change.revisions { try Self.insert(revision, in: transaction) }
            if let last = change.revisions.map(\.record.generation).max() {
                try transaction.execute(
                    "INSERT INTO control_counters (name, value) VALUES ('generation', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    [.integer(Int(last))])
            }
            for entry in change.entries { try Self.insert(entry, in: transaction) }
            for (batch, app, outcome) in change.outcomes {
                let stored = Self.stored(outcome)
                if let app {
                    try transaction.execute(
                        "UPDATE control_swaps SET outcome = ? WHERE batch = ? AND app = ? AND outcome = 'pending'",
                        [.text(stored), .integer(batch), .text(app)])
                } else {
                    try transaction.execute(
                        "UPDATE control_swaps SET outcome = ? WHERE batch = ? AND outcome = 'pending'",
                        [.text(stored), .integer(batch)])
                }
            }
            for generation in change.dropped {
                try transaction.execute("UPDATE control_revisions SET deployment = NULL WHERE generation = ?", [.integer(Int(generation))])
            }
            for (label, generation) in change.labels {
                try transaction.execute(
                    "INSERT INTO control_labels (label, generation) VALUES (?, ?) ON CONFLICT (label) DO UPDATE SET generation = excluded.generation",
                    [.text(label), .integer(Int(generation))])
            }
            for label in change.removedLabels { try transaction.execute("DELETE FROM control_labels WHERE label = ?", [.text(label)]) }
            if change.prunes { try Self.prune(transaction) }
        }
    }

    private static func insert(_ revision: Change.Revision, in transaction: any WriteTransaction) throws {
        let record = revision.record
        let id = SQLValue.integer(revision.deploymentID)
        if try !transaction.exists("SELECT 1 FROM control_deployments WHERE id = ?", [id]) {
            try transaction.execute("INSERT INTO control_deployments (id, body) VALUES (?, ?)", [id, .text(revision.deployment.json)])
        }
        try transaction.execute(
            """
            INSERT INTO control_revisions
            (generation, id, app, strategy, source, digest, created_at, created_by, comment, deployment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (generation) DO UPDATE SET deployment = excluded.deployment
            """,
            [
                .integer(Int(record.generation)), .text(record.id), .text(record.app), .text(record.strategy), .text(record.source),
                .text(record.digest), .integer(record.createdAt.microseconds), .text(record.createdBy), SQLValue(record.comment), id,
            ])
    }

    private static func insert(_ entry: SwapEntry, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO control_swaps (batch, app, generation, at, by_user, comment, outcome, configured_digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (batch, app) DO UPDATE SET generation = excluded.generation, at = excluded.at, by_user = excluded.by_user,
            comment = excluded.comment, outcome = excluded.outcome, configured_digest = excluded.configured_digest
            """,
            [
                .integer(entry.batch), .text(entry.revision.app), .integer(Int(entry.revision.generation)), .integer(entry.at.microseconds),
                .text(entry.by), SQLValue(entry.comment), .text(stored(entry.outcome)), SQLValue(entry.configuredDigest),
            ])
    }

    /// A crash tells no difference between what had to be confirmed and what was under way.
    private static func stored(_ outcome: SwapEntry.Outcome) -> String {
        outcome == .unconfirmed ? SwapEntry.Outcome.pending.rawValue : outcome.rawValue
    }

    private static func prune(_ transaction: any WriteTransaction) throws {
        // The last confirmed switch of an app is what it starts with, however old it is.
        try transaction.execute(
            """
            DELETE FROM control_swaps WHERE batch <= (SELECT max(batch) FROM control_swaps) - ?
            AND batch NOT IN (SELECT max(batch) FROM control_swaps WHERE outcome = 'confirmed' GROUP BY app)
            """, [.integer(historyLimit)])
        try transaction.execute(
            """
            DELETE FROM control_revisions WHERE deployment IS NULL
            AND NOT EXISTS (SELECT 1 FROM control_swaps WHERE control_swaps.generation = control_revisions.generation)
            """)
        try transaction.execute(
            """
            DELETE FROM control_deployments
            WHERE id NOT IN (SELECT deployment FROM control_revisions WHERE deployment IS NOT NULL)
            """)
    }
}
