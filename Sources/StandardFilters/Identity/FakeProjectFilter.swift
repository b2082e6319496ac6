package import HTTPApplication
import NIOHTTP1

/// neutron's `fake_project_id`: gives a request of the `noauth` pipeline a project, and makes the caller an administrator.
///
/// The project is the one of `X-Project-Id` (or `X-Tenant-Id`) when there is such a header. Upstream: neutron, `neutron/auth.py`.
package struct FakeProjectFilter: Filter {
    package static let projectID = "fake_project_id"

    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        if request.context.projectID == nil {
            let headers = request.headers
            request.context.projectID =
                HeaderText.value(headers.first(name: "X-Project-Id")) ?? HeaderText.value(headers.first(name: "X-Tenant-Id"))
                ?? Self.projectID
            request.context.roles = ["admin", "member", "reader"]
            request.context.isAdmin = true
            request.context.isAuthenticated = true
        }
        return try await next(request)
    }
}
