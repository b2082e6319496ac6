package import HTTPApplication

/// What a token says: who authenticated, how, for what, and until when. Roles and names are not in it: they are looked up at each validation.
package struct TokenContents: Sendable, Hashable {
    package var userID: String
    /// How the user authenticated: `password`, `token`, ...
    package var methods: [String]
    package var scope: TokenScope
    /// In whole seconds: the formats keep no more.
    package var issuedAt: Timestamp
    package var expiresAt: Timestamp
    /// The token's own audit id and, when it was made from another token, that of the first one of the chain.
    package var auditIDs: [String]
    package var trustID: String?
    package var applicationCredentialID: String?
    package var accessTokenID: String?

    package init(
        userID: String, methods: [String], scope: TokenScope, issuedAt: Timestamp, expiresAt: Timestamp, auditIDs: [String],
        trustID: String? = nil, applicationCredentialID: String? = nil, accessTokenID: String? = nil
    ) {
        self.userID = userID
        self.methods = methods
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.auditIDs = auditIDs
        self.trustID = trustID
        self.applicationCredentialID = applicationCredentialID
        self.accessTokenID = accessTokenID
    }

    package var auditID: String { auditIDs.first ?? "" }
    /// What all tokens that were made from one login have in common.
    package var auditChainID: String { auditIDs.last ?? "" }
}

/// What a token is good for.
package enum TokenScope: Sendable, Hashable {
    case unscoped
    case project(String)
    case domain(String)
    case system

    package var projectID: String? { if case .project(let id) = self { id } else { nil } }
    package var domainID: String? { if case .domain(let id) = self { id } else { nil } }
}

extension Timestamp {
    /// The same moment without the fraction of a second.
    var wholeSeconds: Timestamp { Timestamp(microseconds: microseconds - microseconds % 1_000_000) }

    var secondsSinceEpoch: Int { microseconds / 1_000_000 }

    init(secondsSinceEpoch seconds: Int) { self.init(microseconds: seconds * 1_000_000) }
}
