import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

extension Authenticator {
    /// A login by a token that is there already. A token that stands for a delegation makes no other tokens.
    ///
    /// - Parameter scope: what the new token is asked for.
    func tokenLogin(_ text: String, scope: AuthenticationRequest.Scope?) throws -> Login {
        guard let token = try tokens.validate(text) else { throw AuthenticationFault.refused }
        let contents = token.contents
        guard !contents.isDelegated(service.settings) else {
            throw AuthenticationFault.forbidden("A token that stands for a delegation makes no other tokens.")
        }
        switch (contents.scope, scope) {
        case (.system, .project?), (.system, .domain?):
            throw AuthenticationFault.forbidden("A token of the system makes none of projects and domains.")
        default: break
        }
        guard tokens.settings.allowsRescoping || contents.scope == .unscoped else {
            throw AuthenticationFault.forbidden("Tokens that have a scope make no other tokens here.")
        }
        let methods = contents.methods.contains("token") ? contents.methods : contents.methods + ["token"]
        return Login(user: token.user, methods: methods, expiresAt: contents.expiresAt, auditChainID: contents.auditChainID)
    }

    func applicationCredentialLogin(_ reference: AuthenticationRequest.ApplicationCredentialReference, _ secret: String) async throws
        -> Login
    {
        let now = Timestamp.now()
        let found = try service.read { directory -> (ApplicationCredentialRecord, UserRecord)? in
            let credential: ApplicationCredentialRecord?
            switch reference {
            case .id(let id): credential = try directory.applicationCredential(id: id)
            case .name(let name, let user):
                guard let user = try directory.user(user) else { return nil }
                credential = try directory.applicationCredential(name: name, userID: user.id)
            }
            guard let credential, let user = try directory.user(id: credential.userID) else { return nil }
            return (credential, user)
        }
        guard let (credential, user) = found else {
            await service.hasher.verifyDecoy(secret)
            throw AuthenticationFault.refused
        }
        guard await service.hasher.verify(secret, against: credential.secretHash), credential.expiresAt.map({ now < $0 }) ?? true,
            try service.read({ try $0.isEnabled(user: user.id) })
        else { throw AuthenticationFault.refused }
        return Login(user: user, methods: ["application_credential"], applicationCredential: credential)
    }

    /// Makes `contents` those of a trust's token; uses the trust once when its uses are counted.
    func adoptTrust(_ id: String, user: UserRecord, _ contents: inout TokenContents) async throws {
        guard let trust = try service.read({ try $0.trust(id: id) }), !trust.isDeleted, let projectID = trust.projectID,
            trust.expiresAt.map({ contents.issuedAt < $0 }) ?? true
        else { throw AuthenticationFault(.notFound, type: "TrustNotFound", "There is no trust \(id).") }
        guard trust.trusteeID == user.id else { throw AuthenticationFault.forbidden("The trust is not for this user.") }
        contents.userID = trust.isImpersonation ? trust.trustorID : trust.trusteeID
        contents.scope = .project(projectID)
        contents.trustID = id
        if let expiry = trust.expiresAt { contents.expiresAt = min(contents.expiresAt, expiry) }
        guard try tokens.resolve(contents) != nil else { throw AuthenticationFault.forbidden("The trust gives no access any more.") }
        guard trust.remainingUses != nil else { return }
        let isUsed = try await service.write { transaction -> Bool in
            guard let trust = try IdentityDirectory(transaction).trust(id: id), let uses = trust.remainingUses, uses > 0 else {
                return false
            }
            var document = trust.document
            document["remaining_uses"] = .integer(uses - 1)
            let text = String(decoding: JSONValue.object(document).serialized(), as: UTF8.self)
            return try transaction.execute("UPDATE identity_trusts SET document = ? WHERE id = ?", [.text(text), .text(id)]) == 1
        }
        guard isUsed else { throw AuthenticationFault.forbidden("The trust has been used as often as it may be.") }
    }
}

extension IdentityDirectory {
    func domain(_ reference: AuthenticationRequest.DomainReference) throws -> ProjectRecord? {
        switch reference {
        case .id(let id): try domain(id: id)
        case .name(let name): try domain(name: name)
        }
    }

    func user(_ reference: AuthenticationRequest.Reference) throws -> UserRecord? {
        switch reference {
        case .id(let id): try user(id: id)
        case .name(let name, let domain): try self.domain(domain).flatMap { try user(name: name, domainID: $0.id) }
        }
    }

    func project(_ reference: AuthenticationRequest.Reference) throws -> ProjectRecord? {
        switch reference {
        case .id(let id): try project(id: id)
        case .name(let name, let domain): try self.domain(domain).flatMap { try project(name: name, domainID: $0.id) }
        }
    }
}
