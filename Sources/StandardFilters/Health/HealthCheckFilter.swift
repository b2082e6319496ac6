package import HTTPApplication

/// `healthcheck` in a pipeline: answers on one path, and passes everything else.
package struct HealthCheckFilter: Filter {
    private let check: HealthCheck
    private let path: String

    /// - Parameter path: the whole path of the request, what urlmaps have consumed included.
    package init(_ check: HealthCheck, path: String = HealthCheck.defaultPath) {
        self.check = check
        self.path = path
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        if request.path == path, let response = check.respond(to: request) { return response }
        return try await next(request)
    }
}
