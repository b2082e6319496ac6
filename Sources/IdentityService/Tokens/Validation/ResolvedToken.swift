package import HTTPApplication

/// A token together with all that it stands for at this moment: what an answer of the API, or a filter, tells of it.
package struct ResolvedToken: Sendable {
    package let contents: TokenContents
    package let standing: TokenStanding

    package var user: UserRecord { standing.user }
    package var userDomain: ProjectRecord { standing.userDomain }
    package var passwordExpiresAt: Timestamp? { standing.passwordExpiresAt }
    package var project: ProjectRecord? { standing.project }
    package var projectDomain: ProjectRecord? { standing.projectDomain }
    package var domain: ProjectRecord? { standing.domain }
    package var roles: [RoleRecord] { standing.roles }
    package var trust: TrustRecord? { standing.trust }
    package var applicationCredential: ApplicationCredentialRecord? { standing.applicationCredential }
    package var accessToken: AccessTokenRecord? { standing.accessToken }
    package var catalog: [CatalogService] { standing.catalog }

    /// When it stops to be valid, as things are: its own expiry, or an end of what it stands for.
    package var validUntil: Timestamp { standing.endsAt.map { min($0, contents.expiresAt) } ?? contents.expiresAt }

    package var isScoped: Bool { contents.scope != .unscoped }
}
