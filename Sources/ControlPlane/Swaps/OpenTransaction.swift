import ConfigOptions

/// Changes that a session collects until it commits them. Confined to the control plane.
struct OpenTransaction {
    struct OptionChange {
        var project: ConfigProject
        var group: String
        var name: String
        var value: String
    }

    let holder: SwapCaller
    var changes: [SwapChange] = []
    /// Apps that are made and listen only when the transaction is committed.
    var loads: [AppLoad] = []
    var options: [OptionChange] = []
}

/// An app that is made, with the revision that it begins with.
struct AppLoad {
    let app: HostedApp
    let kept: KeptRevision
    let revision: Revision
}
