/// Filters around an application, outermost first.
package final class Pipeline: Application {
    package let filters: [NamedFilter]
    package let application: any Application
    /// What a trace calls the application.
    package let applicationName: String

    package init(filters: [NamedFilter], application: any Application, applicationName: String) {
        self.filters = filters
        self.application = application
        self.applicationName = applicationName
    }

    package func respond(to request: Request) async throws -> Response { try await respond(to: request, from: 0) }

    func respond(to request: Request, from index: Int) async throws -> Response {
        if let trace = request.trace { return try await respond(to: request, from: index, recording: trace) }
        guard index < filters.count else { return try await application.respond(to: request) }
        return try await filters[index].filter.respond(to: request, next: Next(pipeline: self, index: index + 1))
    }

    private func respond(to request: Request, from index: Int, recording trace: RequestTrace) async throws -> Response {
        let isFilter = index < filters.count
        let stage = trace.enter(isFilter ? filters[index].name : applicationName, kind: isFilter ? .filter : .application, request: request)
        do {
            let response =
                if isFilter {
                    try await filters[index].filter.respond(to: request, next: Next(pipeline: self, index: index + 1))
                } else {
                    try await application.respond(to: request)
                }
            trace.leave(stage, response: response)
            return response
        } catch {
            trace.leave(stage, error: error)
            throw error
        }
    }
}
