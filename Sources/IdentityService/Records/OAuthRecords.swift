package import HTTPApplication
import JSONCodec
import Persistence

/// A consumer's wish to act for somebody on a project.
struct RequestTokenRecord: Sendable {
    var id: String
    /// As ``SealedSecret`` stores it.
    var secret: String
    var consumerID: String
    var projectID: String
    var expiresAt: Timestamp?
    /// Who granted it; `nil` before.
    var userID: String?
    /// What the granting user tells the consumer.
    var verifier: String?
    var roleIDs: [String] = []

    static let columns = "id, secret, consumer_id, project_id, expires_at, user_id, verifier, role_ids"

    init(id: String, secret: String, consumerID: String, projectID: String, expiresAt: Timestamp?) {
        self.id = id
        self.secret = secret
        self.consumerID = consumerID
        self.projectID = projectID
        self.expiresAt = expiresAt
    }

    init(_ row: borrowing Row) throws {
        self.init(
            id: row.text(0), secret: row.text(1), consumerID: row.text(2), projectID: row.text(3),
            expiresAt: row.optionalInt(4).map(Timestamp.init(microseconds:)))
        userID = row.optionalText(5)
        verifier = row.optionalText(6)
        roleIDs = try row.json(7).arrayValue?.compactMap(\.stringValue) ?? []
    }

    func insert(in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_request_tokens (id, secret, consumer_id, project_id, expires_at) VALUES (?, ?, ?, ?, ?)",
            [.text(id), .text(secret), .text(consumerID), .text(projectID), SQLValue(expiresAt?.microseconds)])
    }
}

/// A consumer's right to act for a user on a project, with some of the user's roles.
package struct AccessTokenRecord: Sendable {
    package var id: String
    /// As ``SealedSecret`` stores it.
    var secret: String
    package var consumerID: String
    package var userID: String
    package var projectID: String
    package var roleIDs: [String]
    package var expiresAt: Timestamp?

    static let columns = "id, secret, consumer_id, user_id, project_id, role_ids, expires_at"

    init(id: String, secret: String, for request: RequestTokenRecord, userID: String, expiresAt: Timestamp?) {
        self.id = id
        self.secret = secret
        consumerID = request.consumerID
        self.userID = userID
        projectID = request.projectID
        roleIDs = request.roleIDs
        self.expiresAt = expiresAt
    }

    init(_ row: borrowing Row) throws {
        id = row.text(0)
        secret = row.text(1)
        consumerID = row.text(2)
        userID = row.text(3)
        projectID = row.text(4)
        roleIDs = try row.json(5).arrayValue?.compactMap(\.stringValue) ?? []
        expiresAt = row.optionalInt(6).map(Timestamp.init(microseconds:))
    }

    func insert(in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_access_tokens (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .text(id), .text(secret), .text(consumerID), .text(userID), .text(projectID),
                .text(JSONValue.array(roleIDs.map { .string($0) }).description), SQLValue(expiresAt?.microseconds),
            ])
    }
}
