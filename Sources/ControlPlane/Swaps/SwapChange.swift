/// One app's part of a switch. Confined to the control plane.
struct SwapChange {
    let app: HostedApp
    let kept: KeptRevision
    let revision: Revision
    /// What was active when the switch was asked for; `nil` when nothing was.
    let base: KeptRevision?

    init(app: HostedApp, kept: KeptRevision, revision: Revision) {
        self.app = app
        self.kept = kept
        self.revision = revision
        base = app.kept(app.active)
    }

    /// Whether the revision is not the active one already.
    var isEffective: Bool { app.active !== revision }
}
