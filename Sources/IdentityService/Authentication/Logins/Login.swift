import HTTPApplication

/// A user who proved to be one, and what a token for them inherits.
struct Login: Sendable {
    var user: UserRecord
    var methods: [String]
    /// Set by a token that a new one is made from: the new one does not live longer.
    var expiresAt: Timestamp?
    /// Set by a token that a new one is made from.
    var auditChainID: String?
    var applicationCredential: ApplicationCredentialRecord?
    /// Set by a consumer that acts for the user.
    var accessToken: AccessTokenRecord?
}
