/// A switch that undoes itself unless it is confirmed in time.
package struct PendingSwap: Sendable {
    package struct Change: Sendable {
        package var app: String
        /// What is active until then.
        package var revision: String
        /// What comes back; `nil` when nothing was active.
        package var target: String?
    }

    package var holder: SwapCaller
    package var changes: [Change]
    package var deadline: ContinuousClock.Instant

    /// Whole seconds until it is undone, rounded up.
    package var secondsLeft: Int {
        let left = (deadline - ContinuousClock.now).components
        return max(0, Int(left.seconds) + (left.attoseconds > 0 ? 1 : 0))
    }

    /// `neutron r8 -> r7`: what undoing it does.
    package var wayBack: String {
        guard !changes.isEmpty else { return "options that were set" }
        return changes.map { "\($0.app) \($0.revision) -> \($0.target ?? "none")" }.joined(separator: ", ")
    }

    /// `neutron r7`, `neutron r7, osapi_volume r8`.
    package var summary: String { changes.map { "\($0.app) \($0.revision)" }.joined(separator: ", ") }
}
