package import HTTPApplication
package import Logging
import NIOHTTP1

/// `authtoken`: lets only requests with a valid token pass, and tells what is inside who asks, in headers.
///
/// Identity headers that the client sent are removed before anything else. A request without a valid token is answered 401 with a
/// `WWW-Authenticate` header, or passed on with `X-Identity-Status: Invalid` when the decision is delayed; any 401 from inside gets that
/// header too. A service token that comes along must be valid as well; with it, a user's token may have expired a while ago. When tokens
/// cannot be checked the answer is 503, or a delayed decision. Upstream: keystonemiddleware, `keystonemiddleware/auth_token/__init__.py`.
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
        /// The type of this service in the catalog; without it, tokens that are good for single requests only are refused.
        package var serviceType: String?

        package init(
            authenticateURI: String, delaysDecision: Bool = false, includesCatalog: Bool = true,
            serviceTokenRoles: [String] = ["service"], requiresServiceTokenRole: Bool = true,
            serviceType: String? = nil
        ) {
            self.authenticateURI = authenticateURI
            self.delaysDecision = delaysDecision
            self.includesCatalog = includesCatalog
            self.serviceTokenRoles = serviceTokenRoles
            self.requiresServiceTokenRole = requiresServiceTokenRole
            self.serviceType = serviceType
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
        var identity: TokenIdentity?
        var isAcceptable = true
        do {
            var allowsExpired = false
            let serviceToken = HeaderText.value(request.headers.first(name: "X-Service-Token"))
            if let serviceToken {
                let service = try await validator.validate(serviceToken)
                let hasRole = service.map { $0.roles.contains { settings.serviceTokenRoles.contains($0) } } ?? false
                if let service, hasRole || !settings.requiresServiceTokenRole {
                    request.headers.add(contentsOf: IdentityHeaders.serviceFields(of: service))
                    allowsExpired = hasRole
                } else {
                    request.headers.add(name: IdentityHeaders.serviceIdentityStatus, value: "Invalid")
                    isAcceptable = false
                }
            }
            if let text = Self.token(in: request.headers), let known = try await validator.identify(text, allowingExpired: allowsExpired),
                !known.isRestricted || known.token.allows(request, serviceType: settings.serviceType, isPassedOn: serviceToken != nil)
            {
                identity = known
            }
            if let identity {
                let added = settings.includesCatalog ? identity.headers : identity.headersWithoutCatalog
                // Beside a service's headers they are written at once: who asks is then told by more than the user's token.
                if serviceToken == nil { request.add(added) } else { added.add(to: &request.headers) }
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("tokens cannot be checked", metadata: RequestLog.metadata(of: request, error: error))
            guard settings.delaysDecision else {
                return IdentityFault.response(.serviceUnavailable, message: "The identity service cannot be reached.")
            }
        }
        if identity == nil {
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
}
