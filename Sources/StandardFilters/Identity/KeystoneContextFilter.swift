package import HTTPApplication
package import Logging
import NIOHTTP1

/// `keystonecontext`: builds the request's context from the headers that `authtoken` set.
///
/// A request whose headers name no user is answered 401 without a body. It trusts the headers: a pipeline must have `authtoken` before
/// it. Upstream: neutron, `neutron/auth.py`; cinder, `cinder/api/middleware/auth.py`.
package struct KeystoneContextFilter: Filter {
    /// Whose context is built; the services differ in a few points.
    package enum Service: Sendable {
        /// The role `admin` makes an administrator.
        case network
        /// The role `admin` makes an administrator unless the token's project is not the admin project.
        case volume
    }

    private let service: Service
    private let logger: Logger

    package init(_ service: Service, logger: Logger) {
        self.service = service
        self.logger = logger
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        let headers = request.headers
        func value(_ names: String...) -> String? {
            for name in names {
                if let value = HeaderText.value(headers.first(name: name)) { return value }
            }
            return nil
        }
        guard let userID = value("X-User-Id", "X-User") else {
            logger.debug("the headers of a request name no user", metadata: RequestLog.metadata(of: request))
            return Response(status: .unauthorized)
        }
        var context = request.context
        context.userID = userID
        context.userName = value("X-User-Name")
        context.projectID = value("X-Project-Id", "X-Tenant-Id", "X-Tenant")
        context.projectName = value("X-Project-Name", "X-Tenant-Name")
        context.domainID = value("X-Domain-Id")
        context.userDomainID = value("X-User-Domain-Id")
        context.projectDomainID = value("X-Project-Domain-Id")
        context.systemScope = value(IdentityHeaders.systemScope)
        context.roles = value("X-Roles", "X-Role").map { HeaderText.items($0) } ?? []
        context.serviceUserID = value("X-Service-User-Id")
        context.serviceProjectID = value("X-Service-Project-Id")
        context.serviceRoles = value("X-Service-Roles").map { HeaderText.items($0) } ?? []
        context.authToken = AuthTokenFilter.token(in: headers)
        context.serviceCatalog = value(IdentityHeaders.serviceCatalog)
        context.isAdmin = context.hasRole("admin")
        if service == .volume, let flag = value(IdentityHeaders.isAdminProject), HeaderText.equalIgnoringCase(flag, "false") {
            context.isAdmin = false
        }
        context.isAuthenticated = true
        request.context = context
        return try await next(request)
    }
}
