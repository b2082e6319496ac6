import Persistence

extension IdentityDirectory {
    package func applicationCredential(id: String) throws -> ApplicationCredentialRecord? {
        try source.first(
            "SELECT \(ApplicationCredentialRecord.columns) FROM identity_application_credentials c WHERE c.id = ?", [.text(id)]
        ) { try ApplicationCredentialRecord($0) }
    }

    package func applicationCredential(name: String, userID: String) throws -> ApplicationCredentialRecord? {
        try source.first(
            "SELECT \(ApplicationCredentialRecord.columns) FROM identity_application_credentials c WHERE c.user_id = ? AND c.name = ?",
            [.text(userID), .text(name)]
        ) { try ApplicationCredentialRecord($0) }
    }

    /// The trust with the id, deleted ones included.
    package func trust(id: String) throws -> TrustRecord? {
        try source.first("SELECT \(TrustRecord.columns) FROM identity_trusts t WHERE t.id = ?", [.text(id)]) { try TrustRecord($0) }
    }
}
