/// Tells whether tokens are valid, and whose they are: the identity service, seen from the filters.
package protocol TokenValidator: Sendable {
    /// What is known about a token; `nil` when it is not valid (unknown, expired, revoked).
    ///
    /// - Parameter allowingExpired: whether one that expired a while ago counts, as it does in requests that a service passes on.
    /// - Throws: when that cannot be found out now; the request is then answered with 503.
    func validate(_ token: String, allowingExpired: Bool) async throws -> ValidatedToken?
}

extension TokenValidator {
    package func validate(_ token: String) async throws -> ValidatedToken? { try await validate(token, allowingExpired: false) }
}

/// Knows no token: with it, every request that needs one is refused.
package struct NoTokenValidator: TokenValidator {
    package init() {}

    package func validate(_ token: String, allowingExpired: Bool) async throws -> ValidatedToken? { nil }
}
