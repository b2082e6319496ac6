import HTTPApplication

/// What a listener delivers requests to.
protocol RequestEndpoint: Sendable {
    /// Binds the revision that a request whose head has just been read will run under. `nil` when there is none to run under.
    func lease() -> RevisionLease?

    /// Answers a request; errors that escape the pipeline are answered too.
    func respond(to request: Request, lease: RevisionLease?) async -> Response

    func log(_ record: @autoclosure () -> AccessRecord)
}
