package import HTTPApplication

/// What `pipeline list` and `pipeline show` tell of one revision.
package struct RevisionInformation: Sendable {
    package var revision: String
    package var app: String
    package var state: Revision.State
    package var strategy: String
    /// One entry for each pipeline of the deployment.
    package var pipelines: [PipelineInformation]
    package var inFlight: Int
    package var source: String
    package var digest: String
    package var generation: UInt64
    package var createdAt: Timestamp
    package var createdBy: String
    package var comment: String?
    /// The labels that stand for it.
    package var labels: [String]

    /// The filters of the pipeline that answers API requests: the longest one.
    package var filters: [String] { pipelines.map(\.filters).max { $0.count < $1.count } ?? [] }
}

/// One mounted pipeline of a deployment.
package struct PipelineInformation: Sendable {
    /// The urlmap prefix, `/` for the rest.
    package var mount: String
    package var filters: [String]
    package var application: String
}

/// One strategy that an app's deployment file offers.
package struct StrategyInformation: Sendable {
    package var app: String
    package var strategy: String
    package var isActive: Bool
    package var filters: [String]
}
