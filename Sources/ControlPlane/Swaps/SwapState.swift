/// What the control plane knows of switches besides the revisions themselves.
struct SwapState {
    /// Taken by whatever changes which revisions are active.
    let turn = Turn()
    var unconfirmed: UnconfirmedSwap?
    var transaction: OpenTransaction?
    /// The last switches, oldest first; the ledger has more.
    var history: [SwapEntry] = []
    /// The generation that each label stands for.
    var labels: [String: UInt64] = [:]
    var nextBatch = 1
    var nextAlarm = 1
    var nextGeneration: UInt64 = 1
    var uses = 0
    /// Revisions of earlier runs, by app, until the app is made.
    var stored: [String: [KeptRevision]] = [:]
    /// The last confirmed switch of each app when this process started.
    var confirmed: [String: SwapEntry] = [:]
    /// What the end of the last run cut short.
    var interrupted: [SwapEntry] = []
    /// The numbers under which deployments are stored.
    var deploymentIDs: [DeploymentText: Int] = [:]
    var nextDeployment = 1
    /// Generations that the database keeps in vain; it is told with the next change.
    var dropped: [UInt64] = []

    /// How far one can go back: there are fewer revisions to go back to.
    static let rememberedSwaps = 100

    /// Writes an entry, in the place of the one that its batch has for the same app.
    ///
    /// - Returns: the one that was there.
    mutating func note(_ entry: SwapEntry) -> SwapEntry? {
        let index = history.lastIndex { $0.batch == entry.batch && $0.revision.app == entry.revision.app }
        guard let index else {
            history.append(entry)
            if history.count > Self.rememberedSwaps { history.removeFirst(history.count - Self.rememberedSwaps) }
            return nil
        }
        defer { history[index] = entry }
        return history[index]
    }

    /// Notes the outcome of a batch, or of its part for one app.
    mutating func note(_ batch: Int, app: String? = nil, _ outcome: SwapEntry.Outcome) {
        for index in history.indices where history[index].batch == batch && (app == nil || history[index].revision.app == app) {
            // What has ended already stays as it is.
            if [.pending, .unconfirmed].contains(history[index].outcome) { history[index].outcome = outcome }
        }
    }
}
