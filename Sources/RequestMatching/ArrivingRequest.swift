package import CommandLanguage
package import HTTPApplication

/// A request whose head has just been read: who asks, and the answer, are still to come.
package struct ArrivingRequest: RequestFacts {
    private let request: Request

    package init(_ request: Request) { self.request = request }

    package func fact(_ field: RequestField) -> RequestFact {
        switch field {
        case .user, .project: .unknown
        case .method, .path, .query, .app, .remote, .generation, .status, .elapsed, .header: request.fact(field)
        }
    }
}
