package import HTTPApplication

/// A token together with all that it stands for at this moment: what an answer of the API, or a filter, tells of it.
package struct ResolvedToken: Sendable {
    package var contents: TokenContents
    package var user: UserRecord
    package var userDomain: ProjectRecord
    package var passwordExpiresAt: Timestamp?
    package var project: ProjectRecord?
    /// The project's domain; `nil` for a project that acts as a domain.
    package var projectDomain: ProjectRecord?
    package var domain: ProjectRecord?
    package var roles: [RoleRecord] = []
    package var trust: TrustRecord?
    package var applicationCredential: ApplicationCredentialRecord?
    package var accessToken: AccessTokenRecord?
    /// Services with addresses that are not filled in yet; empty for an unscoped token.
    package var catalog: [CatalogService] = []
    /// When it stops to be valid: its own expiry, or that of the delegation behind it.
    package var validUntil: Timestamp

    init(contents: TokenContents, user: UserRecord, userDomain: ProjectRecord) {
        self.contents = contents
        self.user = user
        self.userDomain = userDomain
        validUntil = contents.expiresAt
    }

    /// The users whose revocation concerns the token.
    var userIDs: [String] { [contents.userID] + (trust.map { [$0.trustorID, $0.trusteeID] } ?? []) }

    /// The domains whose revocation concerns the token.
    var domainIDs: [String] { [userDomain.id] + [projectDomain?.id, domain?.id].compactMap { $0 } }

    package var isScoped: Bool { contents.scope != .unscoped }
}
