package import HTTPApplication
package import Logging
import NIOHTTP1

/// keystone's `build_auth_context`: finds out who asks, from the token itself.
///
/// Unlike `authtoken` it lets requests without a token pass, as the identity API has calls that need none; a token that is not valid is
/// answered 401. Identity headers that the client sent are removed. Upstream: keystone, `keystone/middleware/auth.py`.
package struct TokenContextFilter: Filter {
    private let validator: any TokenValidator
    private let challenge: String
    private let logger: Logger

    package init(validator: any TokenValidator, authenticateURI: String, logger: Logger) {
        self.validator = validator
        self.logger = logger
        challenge = AuthTokenFilter.challenge(authenticateURI)
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        IdentityHeaders.strip(from: &request.headers)
        // `admin_token_auth` may have decided already.
        guard !request.context.isAuthenticated, let text = HeaderText.value(request.headers.first(name: "X-Auth-Token")) else {
            return try await next(request)
        }
        let token: ValidatedToken?
        do {
            token = try await validator.validate(text)
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("tokens cannot be checked", metadata: RequestLog.metadata(of: request, error: error))
            return IdentityFault.response(.serviceUnavailable, message: "Tokens cannot be checked at the moment.")
        }
        guard let token else {
            return IdentityFault.response(
                .unauthorized, message: "The token is not valid.", headers: ["WWW-Authenticate": challenge, "Vary": "X-Auth-Token"])
        }
        request.context.adopt(token, text: text)
        return try await next(request)
    }
}

extension RequestContext {
    /// Makes the request one of the token's user in the token's scope.
    mutating func adopt(_ token: ValidatedToken, text: String) {
        userID = token.userID
        userName = token.userName
        userDomainID = token.userDomainID
        projectID = token.projectID
        projectName = token.projectName
        projectDomainID = token.projectDomainID
        domainID = token.domainID
        systemScope = token.systemScope
        roles = token.roles
        serviceCatalog = token.serviceCatalog
        authToken = text
        isAdmin = hasRole("admin")
        isAuthenticated = true
    }
}
