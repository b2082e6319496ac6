import ConfigOptions

/// A switch that waits for confirmation, and the way back. Confined to the control plane.
struct UnconfirmedSwap {
    struct Target {
        let app: HostedApp
        /// The last confirmed revision; `nil` when nothing was active.
        let kept: KeptRevision?
    }

    let batch: Int
    let holder: SwapCaller
    /// How long the operator has from each switch on.
    var period: Duration
    var targets: [Target] = []
    /// Apps that it has loaded, which go again.
    var loads: [HostedApp] = []
    /// The configuration as it was, of the projects that it has changed.
    var configurations: [ConfigSnapshot] = []
    var deadline: ContinuousClock.Instant
    /// Tells the running timer from those that were set before.
    var alarm: Int
    var timer: Task<Void, Never>?

    /// `60 s`, `0.5 s`.
    var periodText: String {
        let (seconds, rest) = period.components
        return rest == 0 ? "\(seconds) s" : "\(Double(seconds) + Double(rest) / 1e18) s"
    }

    func includes(_ app: HostedApp) -> Bool { loads.contains { $0 === app } || targets.contains { $0.app === app } }
}
