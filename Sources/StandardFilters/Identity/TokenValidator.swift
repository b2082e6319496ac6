/// Tells whether tokens are valid, and whose they are: the identity service, seen from the filters.
package protocol TokenValidator: Sendable {
    /// Who a token is for; `nil` when it is not valid (unknown, expired, revoked).
    ///
    /// - Parameter allowingExpired: whether one that expired a while ago counts, as it does in requests that a service passes on.
    /// - Throws: when that cannot be found out now; the request is then answered with 503.
    func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity?

    /// The same identity service, asked by somebody with an opinion of how long answers are kept.
    func keeping(_ caching: TokenCaching) -> any TokenValidator
}

extension TokenValidator {
    /// What is known about a token; `nil` when it is not valid.
    package func validate(_ token: String, allowingExpired: Bool = false) async throws -> ValidatedToken? {
        try await identify(token, allowingExpired: allowingExpired)?.token
    }

    package func keeping(_ caching: TokenCaching) -> any TokenValidator { self }
}

/// Knows no token: with it, every request that needs one is refused.
package struct NoTokenValidator: TokenValidator {
    package init() {}

    package func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? { nil }
}
