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
        // What `authtoken` added, if nobody touched the headers since: reading it again from the text would give the same.
        if let added = request.addedHeaders as? TokenHeaders, let caller = added.caller {
            establish(caller, service: nil, in: request)
            return try await next(request)
        }
        let headers = request.headers
        guard let caller = CallerFacts(headers) else {
            logger.debug("the headers of a request name no user", metadata: RequestLog.metadata(of: request))
            return Response(status: .unauthorized)
        }
        establish(caller, service: headers, in: request)
        return try await next(request)
    }

    /// - Parameter headers: those that may tell of a service which passes the request on.
    private func establish(_ caller: CallerFacts, service headers: HTTPHeaders?, in request: Request) {
        func value(_ name: String) -> String? { headers.flatMap { HeaderText.value($0.first(name: name)) } }
        caller.establish(in: &request.context)
        request.context.serviceUserID = value("X-Service-User-Id")
        request.context.serviceProjectID = value("X-Service-Project-Id")
        request.context.serviceRoles = value("X-Service-Roles").map { HeaderText.items($0) } ?? []
        request.context.authToken = AuthTokenFilter.token(in: request.headersWithoutAdded)
        request.context.isAdmin = caller.isAdmin && !(service == .volume && caller.isOutsideAdminProject)
    }
}
