package import HTTPApplication
package import JSONCodec
import Persistence

/// One user, without passwords.
package struct UserRecord: Sendable {
    package var id: String
    package var name: String
    package var domainID: String
    package var isEnabled: Bool
    package var defaultProjectID: String?
    /// `ignore_lockout_failure_attempts`, `ignore_password_expiry`, `multi_factor_auth_rules` and so on, as they were given.
    package var options: JSONObject
    /// The stored view, `extra` not yet unfolded.
    package var document: JSONObject

    static let columns = "u.document"

    init(_ row: borrowing Row) throws { self.init(try row.json(0).objectValue ?? [:]) }

    init(_ document: JSONObject) {
        id = document["id"]?.stringValue ?? ""
        name = document["name"]?.stringValue ?? ""
        domainID = document["domain_id"]?.stringValue ?? ""
        isEnabled = document["enabled"]?.boolValue ?? false
        defaultProjectID = document["default_project_id"]?.stringValue
        options = document["options"]?.objectValue ?? [:]
        self.document = document
    }

    /// Whether an option of the user is set to true.
    package func hasOption(_ name: String) -> Bool { options[name]?.boolValue ?? false }
}

/// One of a user's passwords, present or past.
package struct PasswordRecord: Sendable {
    /// In the format of ``PasswordHasher``; never shown or logged.
    package var hash: String
    package var createdAt: Timestamp
    package var expiresAt: Timestamp?
    /// Whether the user chose it, and no administrator.
    package var isSelfService: Bool

    init(_ row: borrowing Row) {
        hash = row.text(0)
        createdAt = Timestamp(microseconds: row.int(1))
        expiresAt = row.optionalInt(2).map(Timestamp.init(microseconds:))
        isSelfService = row.bool(3)
    }
}

/// How often a user failed to log in since the last success.
package struct LoginFailures: Sendable {
    package var count = 0
    package var lastAt: Timestamp?
    /// When the user last logged in.
    package var lastActiveAt: Timestamp?
}
