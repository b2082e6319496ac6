package import HTTPApplication
import NIOHTTP1

/// keystone's `admin_token_auth`: whoever sends the one token of the configuration is an administrator.
///
/// Without such a token in the configuration it does nothing.
package struct AdminTokenFilter: Filter {
    private let token: String?

    /// - Parameter token: `[DEFAULT] admin_token`; an empty one is none.
    package init(token: String?) { self.token = HeaderText.value(token) }

    package func respond(to request: Request, next: Next) async throws -> Response {
        if let token, let sent = HeaderText.value(request.headers.first(name: "X-Auth-Token")), ConstantTime.equal(sent, token) {
            request.context.roles = ["admin"]
            request.context.isAdmin = true
            request.context.isAuthenticated = true
        }
        return try await next(request)
    }
}
