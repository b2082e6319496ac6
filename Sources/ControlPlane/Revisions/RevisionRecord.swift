package import HTTPApplication

/// What is known of a revision for good: what lists and the history tell of it.
package struct RevisionRecord: Sendable {
    /// `r1`, `r2`, ... over all apps, or the name that it was loaded under.
    package let id: String
    package let app: String
    package let strategy: String
    /// The file and section that it was built from.
    package let source: String
    package let digest: String
    /// Grows by one with every revision that is built, restarts included: never two with the same. Goes into the access log and the RPC context.
    package let generation: UInt64
    package let createdAt: Timestamp
    package let createdBy: String
    package let comment: String?

    package init(
        id: String, app: String, strategy: String, source: String, digest: String, generation: UInt64, createdAt: Timestamp = .now(),
        createdBy: String, comment: String? = nil
    ) {
        self.id = id
        self.app = app
        self.strategy = strategy
        self.source = source
        self.digest = digest
        self.generation = generation
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.comment = comment
    }
}
