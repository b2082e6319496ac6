package import HTTPApplication
import NIOHTTP1

/// `sizelimit`: refuses request bodies beyond a limit with 413.
///
/// A body whose length is declared is refused before anything inside sees the request; a chunked one when reading it passes the limit.
/// Upstream: oslo.middleware, `oslo_middleware/sizelimit.py`.
package struct SizeLimitFilter: Filter {
    /// What `[oslo_middleware] max_request_body_size` is by default.
    package static let defaultLimit = 114_688

    private let limit: Int

    /// - Parameter limit: the largest body that passes, in bytes.
    package init(limit: Int = SizeLimitFilter.defaultLimit) { self.limit = limit }

    package func respond(to request: Request, next: Next) async throws -> Response {
        if let length = request.body.declaredLength {
            guard length > limit else { return try await next(request) }
            return refusal(of: request)
        }
        request.body.limit = min(request.body.limit, limit)
        do {
            let response = try await next(request)
            return request.body.exceededLimit ? refusal(of: request) : response
        } catch {
            if request.body.exceededLimit { return refusal(of: request) }
            throw error
        }
    }

    private func refusal(of request: Request) -> Response {
        ErrorPage.response(.payloadTooLarge, explanation: "Request is too large.", for: request)
    }
}
