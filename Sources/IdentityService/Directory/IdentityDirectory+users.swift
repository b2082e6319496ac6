import HTTPApplication
import Persistence

extension IdentityDirectory {
    package func user(id: String) throws -> UserRecord? {
        try source.first("SELECT \(UserRecord.columns) FROM identity_users u WHERE u.id = ?", [.text(id)]) { try UserRecord($0) }
    }

    package func user(name: String, domainID: String) throws -> UserRecord? {
        try source.first(
            "SELECT \(UserRecord.columns) FROM identity_users u WHERE u.domain_id = ? AND u.name = ?", [.text(domainID), .text(name)]
        ) { try UserRecord($0) }
    }

    /// The user's passwords, the one that holds first.
    ///
    /// - Parameter limit: how many; 1 for the one that holds.
    package func passwords(ofUser id: String, limit: Int = 1) throws -> [PasswordRecord] {
        try source.rows(
            "SELECT hash, created_at, expires_at, self_service FROM identity_passwords WHERE user_id = ? ORDER BY seq DESC LIMIT ?",
            [.text(id), .integer(limit)]
        ) { PasswordRecord($0) }
    }

    package func loginFailures(ofUser id: String) throws -> LoginFailures {
        try source.first(
            "SELECT failures, last_failure_at, last_active_at FROM identity_login_failures WHERE user_id = ?", [.text(id)]
        ) { row in
            LoginFailures(
                count: row.int(0), lastAt: row.optionalInt(1).map(Timestamp.init(microseconds:)),
                lastActiveAt: row.optionalInt(2).map(Timestamp.init(microseconds:)))
        } ?? LoginFailures()
    }

    /// Whether a user counts as disabled since the last login, or since there is a password, is `days` or more ago, in days of UTC.
    ///
    /// - Parameter days: `nil` for no such rule.
    func isInactive(_ user: UserRecord, _ days: Int?, _ now: Timestamp) throws -> Bool {
        try inactivity(of: user, days).map { $0 <= now } ?? false
    }

    /// When a user counts as disabled unless there is another login; `nil` for never.
    func inactivity(of user: UserRecord, _ days: Int?) throws -> Timestamp? {
        guard let days, !user.hasOption("ignore_user_inactivity") else { return nil }
        let since = try source.first("SELECT min(created_at) FROM identity_passwords WHERE user_id = ?", [.text(user.id)]) {
            $0.optionalInt(0).map(Timestamp.init(microseconds:))
        }
        guard let last = try loginFailures(ofUser: user.id).lastActiveAt ?? (since ?? nil) else { return nil }
        let day = 86_400_000_000
        // Of a hundred thousand years, and no sum overflows.
        return Timestamp(microseconds: (last.microseconds / day + min(days, 36_500_000)) * day)
    }

    func group(id: String) throws -> (name: String, domainID: String)? {
        try source.first("SELECT name, domain_id FROM identity_groups WHERE id = ?", [.text(id)]) { ($0.text(0), $0.text(1)) }
    }

    package func groupIDs(ofUser id: String) throws -> [String] {
        try source.rows("SELECT group_id FROM identity_memberships WHERE user_id = ? ORDER BY rowid", [.text(id)]) { $0.text(0) }
    }

    package func userIDs(ofGroup id: String) throws -> [String] {
        try source.rows("SELECT user_id FROM identity_memberships WHERE group_id = ? ORDER BY rowid", [.text(id)]) { $0.text(0) }
    }

    package func isMember(_ userID: String, ofGroup groupID: String) throws -> Bool {
        try source.exists(
            "SELECT 1 FROM identity_memberships WHERE user_id = ? AND group_id = ?", [.text(userID), .text(groupID)])
    }
}
