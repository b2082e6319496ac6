import ConfigOptions

/// What becomes visible at once, and what was there before. Confined to the control plane.
struct SwapExchange {
    var changes: [SwapChange]
    /// Apps that listen, but accept nobody before the exchange.
    var loads: [AppLoad] = []
    var configurations: [ConfigSnapshot] = []
    /// The configuration before, of the same projects.
    var replacedConfigurations: [ConfigSnapshot] = []

    var isEmpty: Bool { changes.isEmpty && loads.isEmpty && configurations.isEmpty }
}
