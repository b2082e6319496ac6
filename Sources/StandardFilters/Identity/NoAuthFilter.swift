package import HTTPApplication
import NIOHTTP1

/// cinder's `noauth`: takes every token as `user:project` and makes whoever sends it an administrator.
///
/// A token without `:` is user and project at once. A request without `X-Auth-Token` is answered 204 with a token made from `X-Auth-User`
/// and `X-Auth-Project-Id` (`admin` each when they are not there) and, in `X-Server-Management-Url`, the URL to use it on. That URL ends
/// with the project id where the API's paths need one: below `/v1` and `/v2`, and for `noauth_include_project_id`. Upstream: cinder,
/// `cinder/api/middleware/auth.py`.
package struct NoAuthFilter: Filter {
    private let includesProjectID: Bool

    package init(includesProjectID: Bool = false) { self.includesProjectID = includesProjectID }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard let token = HeaderText.value(request.headers.first(name: "X-Auth-Token")) else {
            // Clients look at an API's root before they have a token, to find its versions; there is nothing in it to protect.
            let isRoot = request.pathInfo.isEmpty || request.pathInfo == "/"
            let asksForRoot =
                isRoot && (request.method == .GET || request.method == .HEAD) && request.headers.first(name: "X-Auth-User") == nil
            return asksForRoot ? try await next(request) : greeting(for: request)
        }
        let (user, project) = Self.parts(of: token)
        request.context.userID = user
        request.context.projectID = project
        request.context.roles = ["admin"]
        request.context.isAdmin = true
        request.context.isAuthenticated = true
        return try await next(request)
    }

    private static func parts(of token: String) -> (user: String, project: String) {
        let bytes = token.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return (token, token) }
        let user = String(token[..<colon])
        let project = String(token[bytes.index(after: colon)...])
        return (user, project.isEmpty ? user : project)
    }

    private func greeting(for request: Request) -> Response {
        let user = request.headers.first(name: "X-Auth-User") ?? "admin"
        let project = request.headers.first(name: "X-Auth-Project-Id") ?? "admin"
        var path = Substring(PercentEncoding.encode(request.path, allowing: "/"))
        while path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        var url = request.scheme + "://" + request.host + path
        if includesProjectID || path.hasSuffix("/v1") || path.hasSuffix("/v2") {
            url += "/" + PercentEncoding.encode(project)
        }
        return Response(
            status: .noContent,
            headers: ["Content-Type": "text/plain; charset=UTF-8", "X-Auth-Token": "\(user):\(project)", "X-Server-Management-Url": url])
    }
}
