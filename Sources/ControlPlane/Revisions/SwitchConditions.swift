/// Under which conditions a revision is switched to.
package struct SwitchConditions: Sendable {
    /// Only while this revision is active.
    package var ifActive: String?
    /// Requests that must be answered as given: by the candidate before the switch, through the socket after it.
    package var probes: [Probe] = []
    /// The switch undoes itself unless it is confirmed within this time; `nil` = it is final.
    package var confirm: Duration?
    /// Build, check and probe only; nothing is published.
    package var isDryRun = false
    /// For the history: why.
    package var comment: String?

    package init() {}
}
