/// Under which conditions a revision is switched to.
package struct SwitchConditions: Sendable {
    /// Only while this revision is active.
    package var ifActive: String?
    /// Requests that must be answered as given: by the candidate before the switch, through the socket after it.
    package var probes: [Probe] = []

    package init() {}
}
