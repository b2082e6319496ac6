package import HTTPApplication
import Persistence

/// That tokens are no longer valid: every token that has all the values which are set, and was issued at `issuedBefore` or earlier.
///
/// Issue times have whole seconds, and so has `issuedBefore`: a token of the very second of the event is refused with the older ones.
package struct RevocationEvent: Sendable, Hashable {
    package var auditID: String?
    /// The first token of a chain of rescoped ones.
    package var auditChainID: String?
    package var userID: String?
    package var projectID: String?
    package var domainID: String?
    package var roleID: String?
    package var trustID: String?
    package var consumerID: String?
    package var issuedBefore: Timestamp
    package var revokedAt: Timestamp

    package init(
        auditID: String? = nil, auditChainID: String? = nil, userID: String? = nil, projectID: String? = nil, domainID: String? = nil,
        roleID: String? = nil, trustID: String? = nil, consumerID: String? = nil, at time: Timestamp = .now()
    ) {
        self.auditID = auditID
        self.auditChainID = auditChainID
        self.userID = userID
        self.projectID = projectID
        self.domainID = domainID
        self.roleID = roleID
        self.trustID = trustID
        self.consumerID = consumerID
        issuedBefore = Timestamp(microseconds: time.microseconds / 1_000_000 * 1_000_000)
        revokedAt = time
    }

    static let columns =
        "audit_id, audit_chain_id, user_id, project_id, domain_id, role_id, trust_id, consumer_id, issued_before, revoked_at"

    init(_ row: borrowing Row) {
        auditID = row.optionalText(0)
        auditChainID = row.optionalText(1)
        userID = row.optionalText(2)
        projectID = row.optionalText(3)
        domainID = row.optionalText(4)
        roleID = row.optionalText(5)
        trustID = row.optionalText(6)
        consumerID = row.optionalText(7)
        issuedBefore = Timestamp(microseconds: row.int(8))
        revokedAt = Timestamp(microseconds: row.int(9))
    }

    var values: [SQLValue] {
        [
            SQLValue(auditID), SQLValue(auditChainID), SQLValue(userID), SQLValue(projectID), SQLValue(domainID), SQLValue(roleID),
            SQLValue(trustID), SQLValue(consumerID), .integer(issuedBefore.microseconds), .integer(revokedAt.microseconds),
        ]
    }
}
