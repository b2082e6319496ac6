package import HTTPApplication
package import JSONCodec
import Persistence

/// A way to log in as a user for one project with less than the user's rights.
package struct ApplicationCredentialRecord: Sendable {
    package var id: String
    package var name: String
    package var userID: String
    package var projectID: String
    package var roleIDs: [String]
    package var expiresAt: Timestamp?
    package var isUnrestricted: Bool
    /// `nil` when requests are not restricted; else `{id, service, path, method}` for each that is allowed.
    package var accessRules: [JSONObject]?
    /// In the format of ``PasswordHasher``.
    package var secretHash: String

    static let columns = "c.document, c.secret_hash"

    init(_ row: borrowing Row) throws {
        let document = try row.json(0).objectValue ?? [:]
        id = document["id"]?.stringValue ?? ""
        name = document["name"]?.stringValue ?? ""
        userID = document["user_id"]?.stringValue ?? ""
        projectID = document["project_id"]?.stringValue ?? ""
        roleIDs = document["roles"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        expiresAt = document["expires_at"]?.stringValue.flatMap(Timestamp.init(identityTime:))
        isUnrestricted = document["unrestricted"]?.boolValue ?? false
        accessRules = document["access_rules"]?.arrayValue?.compactMap(\.objectValue)
        secretHash = row.text(1)
    }
}

/// What one user lets another do.
package struct TrustRecord: Sendable {
    package var id: String
    package var trustorID: String
    package var trusteeID: String
    package var projectID: String?
    package var roleIDs: [String]
    /// Whether tokens of the trust are the trustor's.
    package var isImpersonation: Bool
    package var expiresAt: Timestamp?
    /// How often it may still be used; `nil` for no limit.
    package var remainingUses: Int?
    package var redelegatedTrustID: String?
    package var redelegationCount: Int
    package var isDeleted: Bool
    package var document: JSONObject

    static let columns = "t.document"

    init(_ row: borrowing Row) throws { self.init(try row.json(0).objectValue ?? [:]) }

    init(_ document: JSONObject) {
        id = document["id"]?.stringValue ?? ""
        trustorID = document["trustor_user_id"]?.stringValue ?? ""
        trusteeID = document["trustee_user_id"]?.stringValue ?? ""
        projectID = document["project_id"]?.stringValue
        roleIDs = document["roles"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        isImpersonation = document["impersonation"]?.boolValue ?? false
        expiresAt = document["expires_at"]?.stringValue.flatMap(Timestamp.init(identityTime:))
        remainingUses = document["remaining_uses"]?.integerValue
        redelegatedTrustID = document["redelegated_trust_id"]?.stringValue
        redelegationCount = document["redelegation_count"]?.integerValue ?? 0
        isDeleted = document["deleted_at"]?.stringValue != nil
        self.document = document
    }
}
