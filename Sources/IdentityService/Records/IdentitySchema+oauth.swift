import Persistence

/// What consumers were granted, or wait for; all of it goes with the consumer.
extension IdentitySchema {
    private static let consumer = Schema.ForeignKey(["consumer_id"], references: "identity_consumers", onDelete: .cascade)

    static let requestTokens = Schema.Table(
        "identity_request_tokens",
        columns: [
            .init("id", .text, primaryKey: true), .init("secret", .text, nullable: false), .init("consumer_id", .text, nullable: false),
            .init("project_id", .text, nullable: false), .init("expires_at", .integer), .init("user_id", .text), .init("verifier", .text),
            .init("role_ids", .text, nullable: false, default: "[]"),
        ],
        foreignKeys: [consumer], indexes: [.init(on: ["consumer_id"]), .init(on: ["expires_at"])])

    static let accessTokens = Schema.Table(
        "identity_access_tokens",
        columns: [
            .init("id", .text, primaryKey: true), .init("secret", .text, nullable: false), .init("consumer_id", .text, nullable: false),
            .init("user_id", .text, nullable: false), .init("project_id", .text, nullable: false),
            .init("role_ids", .text, nullable: false, default: "[]"), .init("expires_at", .integer),
        ],
        foreignKeys: [consumer], indexes: [.init(on: ["consumer_id"]), .init(on: ["user_id"])])
}
