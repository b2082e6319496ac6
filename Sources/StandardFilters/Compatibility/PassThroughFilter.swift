package import HTTPApplication

/// Stands for a filter of old deployment files that has nothing to add here.
package struct PassThroughFilter: Filter {
    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response { try await next(request) }
}
