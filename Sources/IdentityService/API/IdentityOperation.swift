import HTTPApplication
import NIOHTTP1

/// One operation of the API, as data: where it is and what answers it.
struct IdentityOperation: Sendable {
    typealias Handler = @Sendable (IdentityCall) async throws -> Response

    var method: HTTPMethod
    /// Relative to `/v3/`: `users/{user_id}`.
    var path: String
    var resource: String
    var action: String
    /// Whether it is answered without a valid token.
    var isOpen: Bool
    var handler: Handler

    /// A `GET` also answers `HEAD`, without the body, unless there is an operation for that.
    init(
        _ method: HTTPMethod, _ path: String, _ resource: String, _ action: String, isOpen: Bool = false, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.resource = resource
        self.action = action
        self.isOpen = isOpen
        self.handler = handler
    }

    /// Every operation that there is.
    static let all: [IdentityOperation] =
        AuthController.operations + DomainsController.operations + ProjectsController.operations + UsersController.operations
        + RolesController.operations
        + GrantsController.operations + RoleAssignmentsController.operations + CatalogController.operations
        + EndpointFilterController.operations + EndpointPolicyController.operations
        + ConsumerKind.operations + OAuthController.operations + AccessTokensController.operations
        + RegisteredLimitKind.operations + LimitKind.operations
        + CredentialsController.operations + EC2TokensController.operations + OAuth2Controller.operations + RevocationsController.operations
        + ApplicationCredentialsController.operations + TrustsController.operations
}
