import HTTPApplication
import Persistence

/// Keeps revisions, their labels and the history of switches in the state database.
///
/// What is not confirmed there when the process ends has not happened: the next start undoes it.
struct SwapLedger: Sendable {
    let store: any Store

    /// Everything that is kept, as a start finds it.
    struct Contents: Sendable {
        struct Revision: Sendable {
            var record: RevisionRecord
            /// `nil` for one that only the history still knows.
            var deployment: DeploymentText?
            var deploymentID: Int?
        }

        var revisions: [Revision] = []
        /// Oldest first.
        var history: [SwapEntry] = []
        var labels: [String: UInt64] = [:]
        var generation: UInt64 = 0
        var batch = 0
        /// The switches that a crash has cut short, or that nobody confirmed before the end; they are undone now.
        var interrupted: [SwapEntry] = []
    }

    /// Makes the tables, undoes what is not confirmed and reads everything.
    func open() async throws -> Contents {
        try await store.migrate(Self.schema)
        let interrupted = Set(try store.rows("SELECT batch FROM control_swaps WHERE outcome = 'pending'") { $0.int(0) })
        if !interrupted.isEmpty {
            try await store.write { try $0.execute("UPDATE control_swaps SET outcome = 'undone' WHERE outcome = 'pending'") }
        }
        return try store.read { try Self.read($0, interrupted) }
    }

    private static func read(_ transaction: any ReadTransaction, _ interrupted: Set<Int>) throws -> Contents {
        var contents = Contents()
        var deployments: [Int: DeploymentText] = [:]
        try transaction.query("SELECT id, body FROM control_deployments") { row in
            deployments[row.int(0)] = DeploymentText(json: row.blob(1))
        }
        var records: [UInt64: RevisionRecord] = [:]
        try transaction.query(
            """
            SELECT generation, id, app, strategy, source, digest, created_at, created_by, comment, deployment
            FROM control_revisions ORDER BY generation
            """
        ) { row in
            let record = RevisionRecord(
                id: row.text(1), app: row.text(2), strategy: row.text(3), source: row.text(4), digest: row.text(5),
                generation: UInt64(row.int(0)), createdAt: Timestamp(microseconds: row.int(6)), createdBy: row.text(7),
                comment: row.optionalText(8))
            records[record.generation] = record
            let id = row.optionalInt(9)
            contents.revisions.append(Contents.Revision(record: record, deployment: id.flatMap { deployments[$0] }, deploymentID: id))
            contents.generation = max(contents.generation, record.generation)
        }
        try transaction.query(
            "SELECT batch, generation, at, by_user, comment, outcome, configured_digest FROM control_swaps ORDER BY batch, at"
        ) { row in
            guard let record = records[UInt64(row.int(1))] else { return }
            let entry = SwapEntry(
                batch: row.int(0), revision: record, at: Timestamp(microseconds: row.int(2)), by: row.text(3), comment: row.optionalText(4),
                outcome: SwapEntry.Outcome(rawValue: row.text(5)) ?? .undone, configuredDigest: row.optionalText(6))
            contents.history.append(entry)
            contents.batch = max(contents.batch, entry.batch)
            if interrupted.contains(entry.batch) { contents.interrupted.append(entry) }
        }
        try transaction.query("SELECT label, generation FROM control_labels") { contents.labels[$0.text(0)] = UInt64($0.int(1)) }
        let counted = try transaction.first("SELECT value FROM control_counters WHERE name = 'generation'") { $0.int(0) }
        contents.generation = max(contents.generation, UInt64(counted ?? 0))
        return contents
    }
}
