/// A revision that can be used: built, or only as the text that it is built from. Confined to the control plane.
final class KeptRevision {
    let record: RevisionRecord
    var deployment: DeploymentText
    /// `nil` for one of an earlier run that nobody has used since.
    var built: Revision?
    /// The ways through it, once somebody has asked for them.
    var pipelines: [PipelineInformation]?
    /// Grows with every use; 0 = it was never active.
    var lastUse = 0

    /// Whether the database has it as it is here.
    var isStored = false

    init(record: RevisionRecord, deployment: DeploymentText, built: Revision? = nil) {
        self.record = record
        self.deployment = deployment
        self.built = built
    }

    var state: Revision.State { built?.state ?? .loaded }
    var inFlight: Int { built?.inFlight ?? 0 }
    var hasBeenUsed: Bool { lastUse > 0 }
}
