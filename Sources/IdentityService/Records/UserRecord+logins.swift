package import HTTPApplication
package import Persistence

extension UserRecord {
    /// Counts a failed login.
    package static func noteFailure(ofUser id: String, at time: Timestamp, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_login_failures (user_id, failures, last_failure_at) VALUES (?, 1, ?) "
                + "ON CONFLICT (user_id) DO UPDATE SET failures = failures + 1, last_failure_at = excluded.last_failure_at",
            [.text(id), .integer(time.microseconds)])
    }

    /// Writes as much as ``noteFailure(ofUser:at:in:)`` does, about nobody.
    package static func noteDecoyFailure(at time: Timestamp, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_decoy_failures (id, failures, last_failure_at) VALUES (1, 1, ?) "
                + "ON CONFLICT (id) DO UPDATE SET failures = failures + 1, last_failure_at = excluded.last_failure_at",
            [.integer(time.microseconds)])
    }

    /// Forgets failed logins, for a login succeeded or an administrator or the lockout's end forgives them.
    ///
    /// - Parameter activity: when the user logged in; `nil` when that is not the reason.
    package static func clearFailures(ofUser id: String, activity: Timestamp? = nil, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_login_failures (user_id, failures, last_active_at) VALUES (?, 0, ?) "
                + "ON CONFLICT (user_id) DO UPDATE SET failures = 0, last_failure_at = NULL, "
                + "last_active_at = coalesce(excluded.last_active_at, last_active_at)",
            [.text(id), SQLValue(activity?.microseconds)])
    }

    /// Makes `hash` the password that holds; earlier ones stay for the history.
    package static func addPassword(
        _ hash: String, ofUser id: String, at time: Timestamp, expiresAt: Timestamp?, isSelfService: Bool,
        in transaction: any WriteTransaction
    ) throws {
        try transaction.execute(
            "INSERT INTO identity_passwords (user_id, hash, created_at, expires_at, self_service) VALUES (?, ?, ?, ?, ?)",
            [.text(id), .text(hash), .integer(time.microseconds), SQLValue(expiresAt?.microseconds), SQLValue(isSelfService)])
    }

    /// Replaces the hash of the password that holds by one of the same password, as the cost of hashing changed.
    package static func replacePassword(_ hash: String, ofUser id: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "UPDATE identity_passwords SET hash = ? WHERE seq = (SELECT max(seq) FROM identity_passwords WHERE user_id = ?)",
            [.text(hash), .text(id)])
    }
}
