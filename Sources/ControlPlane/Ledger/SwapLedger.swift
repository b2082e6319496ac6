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
        try transaction.query("SELECT \(revisionColumns), deployment FROM control_revisions ORDER BY generation") { row in
            let record = Self.record(row)
            let id = row.optionalInt(9)
            contents.revisions.append(Contents.Revision(record: record, deployment: id.flatMap { deployments[$0] }, deploymentID: id))
            contents.generation = max(contents.generation, record.generation)
        }
        contents.history = try history(in: transaction).reversed()
        contents.batch = contents.history.map(\.batch).max() ?? 0
        contents.interrupted = contents.history.filter { interrupted.contains($0.batch) }
        try transaction.query("SELECT label, generation FROM control_labels") { contents.labels[$0.text(0)] = UInt64($0.int(1)) }
        let counted = try transaction.first("SELECT value FROM control_counters WHERE name = 'generation'") { $0.int(0) }
        contents.generation = max(contents.generation, UInt64(counted ?? 0))
        return contents
    }

    // MARK: The history

    /// How many switches are kept.
    static let historyLimit = 1000

    /// What became active, the last first.
    ///
    /// - Parameter app: this app only.
    func history(app: String?) throws -> [SwapEntry] { try Self.history(in: store, app: app, limit: Self.historyLimit) }

    private static func history(in database: some Queryable, app: String? = nil, limit: Int = .max) throws -> [SwapEntry] {
        try database.rows(
            """
            SELECT \(revisionColumns), batch, at, by_user, swap_comment, outcome, configured_digest FROM control_revisions
            JOIN (SELECT batch, app AS swap_app, generation AS swap_generation, at, by_user, comment AS swap_comment, outcome, configured_digest
            FROM control_swaps) ON swap_generation = generation
            \(app == nil ? "" : "WHERE swap_app = ?") ORDER BY batch DESC, at DESC LIMIT \(limit)
            """, app.map { [SQLValue.text($0)] } ?? []
        ) { row in
            SwapEntry(
                batch: row.int(9), revision: Self.record(row), at: Timestamp(microseconds: row.int(10)), by: row.text(11),
                comment: row.optionalText(12), outcome: SwapEntry.Outcome(rawValue: row.text(13)) ?? .undone,
                configuredDigest: row.optionalText(14))
        }
    }

    /// The columns that ``record(_:)`` reads; they stand first.
    private static let revisionColumns = "generation, id, app, strategy, source, digest, created_at, created_by, comment"

    private static func record(_ row: borrowing Row) -> RevisionRecord {
        RevisionRecord(
            id: row.text(1), app: row.text(2), strategy: row.text(3), source: row.text(4), digest: row.text(5),
            generation: UInt64(row.int(0)), createdAt: Timestamp(microseconds: row.int(6)), createdBy: row.text(7),
            comment: row.optionalText(8))
    }
}
