package import HTTPApplication
import NIOHTTP1

/// `correlation_id`: a request without `X-Correlation-Id` gets a new one, for what stands further inside.
package struct CorrelationIDFilter: Filter {
    package static let header = "X-Correlation-Id"

    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        if HeaderText.value(request.headers.first(name: Self.header)) == nil {
            request.headers.replaceOrAdd(name: Self.header, value: UUIDText.make())
        }
        return try await next(request)
    }
}
