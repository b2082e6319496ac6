/// One stage of a pipeline: looks at a request on its way in and at the response on its way out, or answers by itself.
package protocol Filter: Sendable {
    /// Answers `request`, as a rule by calling `next` and returning what it answers.
    func respond(to request: Request, next: Next) async throws -> Response
}

/// A filter and the name that its deployment file gives it.
package struct NamedFilter: Sendable {
    package var name: String
    package var filter: any Filter

    package init(name: String, filter: any Filter) {
        self.name = name
        self.filter = filter
    }
}

/// The rest of a pipeline, seen from one of its filters.
package struct Next {
    let pipeline: Pipeline
    let index: Int

    package func callAsFunction(_ request: Request) async throws -> Response {
        try await pipeline.respond(to: request, from: index)
    }
}
