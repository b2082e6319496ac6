import Persistence

extension IdentityDirectory {
    /// A consumer's secret as it is stored; `nil` when there is no such consumer.
    func consumerSecret(id: String) throws -> String? {
        try source.first("SELECT secret FROM identity_consumers WHERE id = ?", [.text(id)]) { $0.text(0) }
    }

    func requestToken(id: String) throws -> RequestTokenRecord? {
        try source.first("SELECT \(RequestTokenRecord.columns) FROM identity_request_tokens WHERE id = ?", [.text(id)]) {
            try RequestTokenRecord($0)
        }
    }

    package func accessToken(id: String) throws -> AccessTokenRecord? {
        try source.first("SELECT \(AccessTokenRecord.columns) FROM identity_access_tokens WHERE id = ?", [.text(id)]) {
            try AccessTokenRecord($0)
        }
    }

    /// What the user granted to consumers, in the order in which it was used first.
    package func accessTokens(ofUser id: String) throws -> [AccessTokenRecord] {
        try source.rows(
            "SELECT \(AccessTokenRecord.columns) FROM identity_access_tokens WHERE user_id = ? ORDER BY rowid", [.text(id)]
        ) { try AccessTokenRecord($0) }
    }
}
