package import HTTPApplication
package import Logging
import NIOHTTP1

/// `authtoken`: lets only requests with a valid token pass, and tells what is inside who asks, in headers.
///
/// Identity headers that the client sent are removed before anything else. A request without a valid token is answered 401 with a
/// `WWW-Authenticate` header, or passed on with `X-Identity-Status: Invalid` when the decision is delayed; any 401 from inside gets that
/// header too. A service token that comes along must be valid as well. When tokens cannot be checked the answer is 503. Upstream:
/// keystonemiddleware, `keystonemiddleware/auth_token/__init__.py`.
package struct AuthTokenFilter: Filter {
    package struct Settings: Sendable, Hashable {
        /// The identity endpoint that `WWW-Authenticate` names.
        package var authenticateURI: String
        package var delaysDecision: Bool
        package var includesCatalog: Bool
        /// One of these roles makes a service token acceptable.
        package var serviceTokenRoles: [String]
        /// Whether a service token without such a role is refused.
        package var requiresServiceTokenRole: Bool

        package init(
            authenticateURI: String, delaysDecision: Bool = false, includesCatalog: Bool = true,
            serviceTokenRoles: [String] = ["service"], requiresServiceTokenRole: Bool = true
        ) {
            self.authenticateURI = authenticateURI
            self.delaysDecision = delaysDecision
            self.includesCatalog = includesCatalog
            self.serviceTokenRoles = serviceTokenRoles
            self.requiresServiceTokenRole = requiresServiceTokenRole
        }
    }

    private let settings: Settings
    private let validator: any TokenValidator
    private let logger: Logger
    private let challenge: String

    package init(settings: Settings, validator: any TokenValidator, logger: Logger) {
        self.settings = settings
        self.validator = validator
        self.logger = logger
        challenge = Self.challenge(settings.authenticateURI)
    }

    /// The value of `WWW-Authenticate` that names an identity endpoint.
    static func challenge(_ uri: String) -> String { "Keystone uri=\"\(uri)\"" }

    package func respond(to request: Request, next: Next) async throws -> Response {
        IdentityHeaders.strip(from: &request.headers)
        let token: ValidatedToken?
        var isAcceptable = true
        do {
            token = try await validate(Self.token(in: request.headers))
            if let text = HeaderText.value(request.headers.first(name: "X-Service-Token")) {
                if let service = try await validate(text), isAccepted(service) {
                    IdentityHeaders.setService(service, in: &request.headers)
                } else {
                    request.headers.add(name: IdentityHeaders.serviceIdentityStatus, value: "Invalid")
                    isAcceptable = false
                }
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("tokens cannot be checked", metadata: RequestLog.metadata(of: request, error: error))
            return IdentityFault.response(.serviceUnavailable, message: "The identity service cannot be reached.")
        }
        if let token {
            IdentityHeaders.set(token, in: &request.headers, includingCatalog: settings.includesCatalog)
        } else {
            request.headers.add(name: IdentityHeaders.identityStatus, value: "Invalid")
            isAcceptable = false
        }
        guard isAcceptable || settings.delaysDecision else {
            return IdentityFault.response(
                .unauthorized, message: "A valid token is required.", headers: ["WWW-Authenticate": challenge])
        }
        var response = try await next(request)
        if response.status == .unauthorized { response.headers.replaceOrAdd(name: "WWW-Authenticate", value: challenge) }
        return response
    }

    /// The token of a request: `X-Auth-Token`, or the older `X-Storage-Token`.
    static func token(in headers: HTTPHeaders) -> String? {
        HeaderText.value(headers.first(name: "X-Auth-Token")) ?? HeaderText.value(headers.first(name: "X-Storage-Token"))
    }

    private func validate(_ token: String?) async throws -> ValidatedToken? {
        guard let token else { return nil }
        return try await validator.validate(token)
    }

    private func isAccepted(_ service: ValidatedToken) -> Bool {
        !settings.requiresServiceTokenRole || service.roles.contains { settings.serviceTokenRoles.contains($0) }
    }
}
