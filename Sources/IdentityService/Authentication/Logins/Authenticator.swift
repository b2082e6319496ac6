import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Finds out whether somebody is who they say, and for what they get a token.
///
/// Nothing tells an unknown user from a wrong password: the same answer after the same time.
struct Authenticator: Sendable {
    let service: IdentityService
    var tokens: TokenService { service.tokens }

    /// What the token of a request is to say.
    ///
    /// - Throws: ``AuthenticationFault``.
    func contents(for request: AuthenticationRequest) async throws -> TokenContents {
        // When the login begins: what is revoked while it goes on concerns its token as well.
        var now = Timestamp.now().wholeSeconds
        var login = try await login(request)
        if service.tokenState.revocations.areRevoked(ofUser: login.user.id, domainID: login.user.domainID, issuedAt: now) {
            // A token of the very second in which the user's others were revoked would be none: a login right after that waits for the next
            // one, and begins again, for it may have begun before.
            let rest = now.microseconds + 1_000_000 - Timestamp.now().microseconds
            if rest > 0 { try await Task.sleep(for: .microseconds(rest)) }
            now = Timestamp.now().wholeSeconds
            login = try await self.login(request)
        }
        let settings = tokens.settings
        let expiresAt = login.expiresAt ?? Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + settings.expiration)
        // In the order of the configuration, so that one login reads the same in every token.
        let methods = settings.methods.names.filter(login.methods.contains)
        var contents = TokenContents(
            userID: login.user.id, methods: methods, scope: .unscoped, issuedAt: now, expiresAt: expiresAt,
            auditIDs: [AuditID.make()] + [login.auditChainID].compactMap { $0 })
        if let credential = login.applicationCredential {
            guard request.scope == nil else {
                throw AuthenticationFault(.unauthorized, type: "Unauthorized", "An application credential has its own scope.")
            }
            contents.applicationCredentialID = credential.id
            contents.scope = .project(credential.projectID)
            return contents
        }
        if let token = login.accessToken {
            // Whatever the request asks for.
            contents.accessTokenID = token.id
            contents.scope = .project(token.projectID)
            return contents
        }
        switch request.scope {
        case nil: contents.scope = try defaultScope(of: login.user, contents)
        case .unscoped: break
        case .trust(let id): try await adoptTrust(id, user: login.user, &contents)
        case .system: contents.scope = .system
        case .domain(let reference):
            guard let domain = try service.read({ try $0.domain(reference) }) else { throw AuthenticationFault.noScope }
            contents.scope = .domain(domain.id)
        case .project(let reference):
            guard let project = try service.read({ try $0.project(reference) }) else { throw AuthenticationFault.noScope }
            contents.scope = .project(project.id)
        }
        return contents
    }

    private func login(_ request: AuthenticationRequest) async throws -> Login {
        var result: Login?
        for credential in request.credentials {
            let login: Login
            switch credential {
            case .password(let user, let password): login = try await passwordLogin(user, password)
            case .token(let text): login = try tokenLogin(text, scope: request.scope)
            case .applicationCredential(let reference, let secret): login = try await applicationCredentialLogin(reference, secret)
            case .accessToken(let request): login = try accessTokenLogin(request)
            }
            guard let earlier = result else {
                result = login
                continue
            }
            // Several methods in one request have to be about one user.
            guard earlier.user.id == login.user.id else { throw AuthenticationFault.refused }
            result?.methods += login.methods.filter { !earlier.methods.contains($0) }
            result?.expiresAt = [earlier.expiresAt, login.expiresAt].compactMap { $0 }.min()
            result?.auditChainID = earlier.auditChainID ?? login.auditChainID
            result?.applicationCredential = earlier.applicationCredential ?? login.applicationCredential
            result?.accessToken = earlier.accessToken ?? login.accessToken
            // Two delegations do not add up.
            guard result?.applicationCredential == nil || result?.accessToken == nil else { throw AuthenticationFault.refused }
        }
        guard let result else { throw AuthenticationFault.noMethods }
        guard satisfiesRules(result) else { throw AuthenticationFault.refused }
        return result
    }

    /// Whether the methods are enough for a user who has rules of several factors, which hold unless they are switched off.
    ///
    /// Methods that are not configured are no part of a rule: an administrator who drops one locks nobody out.
    private func satisfiesRules(_ login: Login) -> Bool {
        guard login.user.options["multi_factor_auth_enabled"] != false else { return true }
        let configured = tokens.settings.methods
        let rules = (login.user.options["multi_factor_auth_rules"]?.arrayValue ?? []).map { rule in
            (rule.arrayValue ?? []).compactMap(\.stringValue).filter(configured.contains)
        }.filter { !$0.isEmpty }
        return rules.isEmpty || rules.contains { $0.allSatisfy(login.methods.contains) }
    }

    /// The default project of a user who may use it; otherwise no scope.
    private func defaultScope(of user: UserRecord, _ contents: TokenContents) throws -> TokenScope {
        guard let id = user.defaultProjectID else { return .unscoped }
        var scoped = contents
        scoped.scope = .project(id)
        return try tokens.resolve(scoped) == nil ? .unscoped : scoped.scope
    }
}
