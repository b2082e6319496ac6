package import HTTPApplication

/// One line of the history: a revision became active.
package struct SwapEntry: Sendable {
    package enum Outcome: String, Sendable {
        /// Recorded before the exchange; what a crash leaves of a switch that was under way.
        case pending
        case unconfirmed
        case confirmed
        /// Rolled back: by a probe, by hand, by the timer or by a crash.
        case undone
    }

    /// Apps that were switched together have the same.
    package var batch: Int
    package var revision: RevisionRecord
    package var at: Timestamp
    package var by: String
    package var comment: String?
    package var outcome: Outcome
    /// The digest that the configuration gave the app when this process started: another one at the next start means that the operator has
    /// changed files meanwhile.
    var configuredDigest: String?
}
