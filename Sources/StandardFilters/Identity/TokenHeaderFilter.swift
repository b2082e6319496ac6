package import HTTPApplication
import NIOHTTP1

/// keystone's `token_auth`: puts the text of the caller's token into the context, without judging it.
package struct TokenHeaderFilter: Filter {
    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        if request.context.authToken == nil {
            request.context.authToken = HeaderText.value(request.headers.first(name: "X-Auth-Token"))
        }
        return try await next(request)
    }
}
