import HTTPApplication
import JSONCodec

/// Who makes a request: what the pipeline's filters found out, as the identity service needs it.
struct IdentityCaller: Sendable {
    let context: RequestContext
    /// The domain of the token's project; `nil` when it has none.
    var projectDomainID: String? { context.projectDomainID }
    var userID: String { context.userID ?? "" }
    var projectID: String? { context.projectID }
    /// Set for a token of a domain.
    var domainID: String? { context.domainID }
    var isSystem: Bool { context.systemScope != nil }
    var isAdmin: Bool { context.isAdmin || context.hasRole("admin") }

    /// - Throws: ``IdentityFault``, 401, when no filter established who asks.
    init(_ context: RequestContext) throws {
        guard context.isAuthenticated else { throw IdentityFault.unauthorized }
        self.context = context
    }
}
