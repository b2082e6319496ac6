import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/OS-OAUTH1`: how a consumer gets to act for a user: a request token, which the user authorizes, is exchanged for an access token.
///
/// The consumer signs its requests and has no token of its own. Upstream: keystone, `keystone/api/os_oauth1.py`.
enum OAuthController {
    static let operations: [IdentityOperation] = [
        IdentityOperation(.POST, "OS-OAUTH1/request_token", "request_token", "create", isOpen: true) { try await createRequestToken($0) },
        IdentityOperation(.PUT, "OS-OAUTH1/authorize/{request_token_id}", "request_token", "authorize") { try await authorize($0) },
        IdentityOperation(.POST, "OS-OAUTH1/access_token", "access_token", "create", isOpen: true) { try await createAccessToken($0) },
    ]

    private static func unauthorized(_ message: String) -> IdentityFault {
        IdentityFault(.unauthorized, type: "Unauthorized", message)
    }

    private static let badSignature = unauthorized("The signature is not right.")

    // MARK: Tokens of consumers

    private static func createRequestToken(_ call: IdentityCall) async throws -> Response {
        let request = try call.signedRequest(arguments: try await call.signedArguments())
        let consumerID = try request.required("oauth_consumer_key")
        guard let projectID = call.request.headers.first(name: "Requested-Project-Id"), !projectID.isEmpty else {
            throw IdentityFault.badRequest("A header 'Requested-Project-Id' is required.")
        }
        let service = call.service
        let stored = try service.read { directory in
            guard try directory.project(id: projectID) != nil else { throw IdentityFault.notFound("project", projectID) }
            guard let secret = try directory.consumerSecret(id: consumerID) else { throw IdentityFault.notFound("consumer", consumerID) }
            return secret
        }
        try request.checkForm()
        _ = try request.required("oauth_callback")
        guard request.isSigned(consumerSecret: try service.sealedSecrets.open(stored), tokenSecret: "") else { throw badSignature }
        let secret = UUIDText.makeHex()
        let token = RequestTokenRecord(
            id: UUIDText.makeHex(), secret: try service.sealedSecrets.seal(secret), consumerID: consumerID, projectID: projectID,
            expiresAt: call.settings.requestTokenExpiry(from: .now()))
        let forgotten = Timestamp(microseconds: Timestamp.now().microseconds - 86_400 * 1_000_000)
        // No token depends on it, so the store is written directly. Those that nobody authorized in time are told apart for a day.
        try await service.store.write { transaction in
            try transaction.execute("DELETE FROM identity_request_tokens WHERE expires_at < ?", [.integer(forgotten.microseconds)])
            try token.insert(in: transaction)
        }
        return form(token.id, secret, token.expiresAt)
    }

    private static func createAccessToken(_ call: IdentityCall) async throws -> Response {
        let request = try call.signedRequest(arguments: try await call.signedArguments())
        let consumerID = try request.required("oauth_consumer_key")
        let (id, verifier) = (try request.required("oauth_token"), try request.required("oauth_verifier"))
        let service = call.service
        let (token, consumerSecret) = try service.read { directory in
            guard let token = try directory.requestToken(id: id) else { throw IdentityFault.notFound("request token", id) }
            return (token, try directory.consumerSecret(id: consumerID))
        }
        guard !token.isExpired else { throw unauthorized("The request token has expired.") }
        try request.checkForm()
        guard let consumerSecret, token.consumerID == consumerID else { throw unauthorized("The request token is not this consumer's.") }
        let secrets = service.sealedSecrets
        guard request.isSigned(consumerSecret: try secrets.open(consumerSecret), tokenSecret: try secrets.open(token.secret)) else {
            throw badSignature
        }
        guard let known = token.verifier, ConstantTime.equal(known, verifier), let userID = token.userID else {
            throw unauthorized("The verifier is not that of an authorized request token.")
        }
        let secret = UUIDText.makeHex()
        let access = AccessTokenRecord(
            id: UUIDText.makeHex(), secret: try secrets.seal(secret), for: token, userID: userID,
            expiresAt: call.settings.accessTokenExpiry(from: .now()))
        try await service.store.write { transaction in
            // Good for one exchange, also when two ask at the same time.
            guard try transaction.execute("DELETE FROM identity_request_tokens WHERE id = ?", [.text(id)]) == 1 else {
                throw IdentityFault.notFound("request token", id)
            }
            try access.insert(in: transaction)
        }
        return form(access.id, secret, access.expiresAt)
    }

    private static func form(_ id: String, _ secret: String, _ expiresAt: Timestamp?) -> Response {
        let expiry = expiresAt.map { "&oauth_expires_at=" + $0.identityTime } ?? ""
        return Response(
            status: .created, text: "oauth_token=\(id)&oauth_token_secret=\(secret)\(expiry)",
            contentType: "application/x-www-form-urlencoded")
    }

    // MARK: The user's consent

    private static func authorize(_ call: IdentityCall) async throws -> Response {
        try call.authorize("authorize_request_token")
        let named = try roleReferences(try await call.optionalBody()["roles"] ?? [])
        try call.refuseDelegation()
        let (id, userID) = (call.capture("request_token_id"), try call.caller.userID)
        let roleIDs = try call.service.read { directory in
            guard let token = try directory.requestToken(id: id) else { throw IdentityFault.notFound("request token", id) }
            guard !token.isExpired else { throw unauthorized("The request token has expired.") }
            let held = try directory.effectiveRoles(ofUser: userID, on: .project(token.projectID))
            return try named.map { reference in
                if let role = held.first(where: { $0.isMeant(by: reference) }) { return role.id }
                if let name = reference["name"]?.stringValue, try directory.role(name: name) == nil {
                    throw IdentityFault.notFound("role", name)
                }
                throw unauthorized("The user does not have the role \(reference) on the project.")
            }
        }
        let verifier = makeVerifier()
        let text = JSONValue.array(Set(roleIDs).sorted().map { .string($0) }).description
        try await call.service.store.write { transaction in
            let changed = try transaction.execute(
                "UPDATE identity_request_tokens SET user_id = ?, verifier = ?, role_ids = ? WHERE id = ?",
                [.text(userID), .text(verifier), .text(text), .text(id)])
            guard changed == 1 else { throw IdentityFault.notFound("request token", id) }
        }
        return Response(json: ["token": ["oauth_verifier": .string(verifier)]])
    }

    /// - Throws: ``IdentityFault``, 400, when a role is not named either by id or by name.
    private static func roleReferences(_ given: JSONValue) throws -> [JSONValue] {
        guard let roles = given.arrayValue else { throw IdentityFault.invalid("roles", "a list is expected") }
        for role in roles {
            guard let members = role.objectValue, members.count == 1, role["id"]?.stringValue ?? role["name"]?.stringValue != nil else {
                throw IdentityFault.invalid("roles", "each has either an 'id' or a 'name'")
            }
        }
        return roles
    }

    /// Letters and digits that nobody takes for others.
    private static let verifierAlphabet = Array("abcdefghkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)

    private static func makeVerifier() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(decoding: verifierAlphabet.shuffled(using: &generator).prefix(8), as: UTF8.self)
    }
}

extension RequestTokenRecord {
    fileprivate var isExpired: Bool { expiresAt.map { $0 < .now() } ?? false }
}

extension IdentitySettings {
    /// When a request token that is made at `time` expires; `nil` for never.
    func requestTokenExpiry(from time: Timestamp) -> Timestamp? { expiry("request_token_duration", 28_800, time) }
    func accessTokenExpiry(from time: Timestamp) -> Timestamp? { expiry("access_token_duration", 86_400, time) }

    private func expiry(_ option: String, _ standard: Int, _ time: Timestamp) -> Timestamp? {
        let seconds = config.int(option, group: "oauth1") ?? standard
        return seconds > 0 ? Timestamp(microseconds: time.microseconds + seconds * 1_000_000) : nil
    }
}
