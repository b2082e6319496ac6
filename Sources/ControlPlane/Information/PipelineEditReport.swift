package import INI
package import PasteDeploy

/// What an edit of an app's pipelines came to.
package struct PipelineEditReport: Sendable {
    package var revision: RevisionInformation
    /// The revision that was edited.
    package var base: String
    /// The ordered differences between the two.
    package var changes: [PlanChange]
    /// What is doubtful in the new one and was not in the other.
    package var warnings: [SourceError]
    /// What the switch to it did; nil when it was only loaded.
    package var swap: SwapReport?
    /// A dry run: the revision is not kept.
    package var isTransient: Bool
}
