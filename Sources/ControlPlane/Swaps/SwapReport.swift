/// What a switch did, or would do.
package struct SwapReport: Sendable {
    package enum Kind: Sendable {
        case made
        /// A dry run: nothing has changed.
        case planned
        /// Part of a transaction: it happens when that is committed.
        case collected
    }

    package struct Change: Sendable {
        package var revision: RevisionInformation
        /// What was active before; the revision's own name when nothing changes.
        package var before: String?
        /// The ordered differences between the two.
        package var differences: [String]

        /// Built for a dry run, and gone with it.
        package var isTransient: Bool
        package var isChange: Bool { before != revision.revision }
    }

    package var kind: Kind
    package var changes: [Change]
    /// The apps that a transaction loaded.
    package var loadedApps: [String] = []
    /// The options that a transaction set: `group.name = value`.
    package var options: [String] = []
    /// Set when the switch waits for confirmation.
    package var pending: PendingSwap?
}
