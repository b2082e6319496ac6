package import HTTPApplication
import StandardFilters
import Synchronization

/// What one user's tokens for one thing have in common.
struct TokenSubject: Sendable, Hashable {
    var userID: String
    var scope: TokenScope
    var trustID: String?
    var applicationCredentialID: String?
    var accessTokenID: String?

    init(_ contents: TokenContents) {
        userID = contents.userID
        scope = contents.scope
        trustID = contents.trustID
        applicationCredentialID = contents.applicationCredentialID
        accessTokenID = contents.accessTokenID
    }
}

/// What the tokens of a subject stand for in one state of the identities; it never changes.
package final class TokenStanding: Sendable {
    package let user: UserRecord
    package let userDomain: ProjectRecord
    package let passwordExpiresAt: Timestamp?
    package let project: ProjectRecord?
    /// The project's domain; `nil` for a project that acts as a domain.
    package let projectDomain: ProjectRecord?
    package let domain: ProjectRecord?
    package let roles: [RoleRecord]
    package let trust: TrustRecord?
    package let applicationCredential: ApplicationCredentialRecord?
    package let accessToken: AccessTokenRecord?
    /// Services with addresses that are not filled in yet; empty for an unscoped token.
    package let catalog: [CatalogService]
    /// When the delegation behind the tokens ends, or the user has been away for too long.
    package let endsAt: Timestamp?
    let scope: TokenScope
    /// The users and the domains whose revocation concerns the tokens.
    let userIDs: [String]
    let domainIDs: [String]
    private let known = Mutex<TokenIdentity?>(nil)

    init(
        _ subject: TokenSubject, user: UserRecord, userDomain: ProjectRecord, passwordExpiresAt: Timestamp?, place: Place, rights: Rights,
        inactivity: Timestamp?, catalog: [CatalogService]
    ) {
        self.user = user
        self.userDomain = userDomain
        self.passwordExpiresAt = passwordExpiresAt
        project = place.project
        projectDomain = place.projectDomain
        domain = place.domain
        roles = rights.roles
        trust = rights.trust
        applicationCredential = rights.applicationCredential
        accessToken = rights.accessToken
        self.catalog = catalog
        endsAt = rights.ends.reduce(inactivity) { min($0 ?? $1, $1) }
        scope = subject.scope
        userIDs = [subject.userID] + (rights.trust.map { [$0.trustorID, $0.trusteeID] } ?? [])
        domainIDs = [userDomain.id] + [place.projectDomain?.id, place.domain?.id].compactMap { $0 }
    }

    /// Where tokens are good.
    struct Place {
        var project: ProjectRecord?
        var projectDomain: ProjectRecord?
        var domain: ProjectRecord?
    }

    /// What tokens are good for there, and through whom.
    struct Rights {
        var roles: [RoleRecord]
        var trust: TrustRecord?
        var applicationCredential: ApplicationCredentialRecord?
        var accessToken: AccessTokenRecord?

        var ends: [Timestamp] { [trust?.expiresAt, applicationCredential?.expiresAt, accessToken?.expiresAt].compactMap { $0 } }
    }

    /// What filters are told; made when it is first asked for.
    func identity(_ make: () -> TokenIdentity) -> TokenIdentity {
        if let known = known.withLock({ $0 }) { return known }
        let fresh = make()
        return known.withLock { known in
            if let known { return known }
            known = fresh
            return fresh
        }
    }
}
