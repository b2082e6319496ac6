import HTTPApplication

extension IdentityDirectory {
    /// Looks up what a token stands for.
    ///
    /// - Returns: `nil` when anything of it does not exist or is disabled, or when the user has no role in its scope any more.
    func resolve(_ contents: TokenContents, now: Timestamp) throws -> ResolvedToken? {
        guard let user = try user(id: contents.userID), user.isEnabled, let userDomain = try domain(id: user.domainID), userDomain.isEnabled
        else { return nil }
        var token = ResolvedToken(contents: contents, user: user, userDomain: userDomain)
        token.passwordExpiresAt = try passwords(ofUser: user.id).first?.expiresAt
        switch contents.scope {
        case .unscoped: return token
        case .project(let id):
            guard let project = try project(id: id), project.isEnabled else { return nil }
            token.project = project
            if let domainID = project.domainID {
                guard let domain = try domain(id: domainID), domain.isEnabled else { return nil }
                token.projectDomain = domain
            }
            if contents.trustID != nil {
                guard try adoptTrust(&token, now: now) else { return nil }
            } else if contents.applicationCredentialID != nil {
                guard try adoptApplicationCredential(&token, now: now) else { return nil }
            } else if contents.accessTokenID != nil {
                guard try adoptAccessToken(&token, now: now) else { return nil }
            } else {
                token.roles = try effectiveRoles(ofUser: user.id, on: .project(id))
            }
        case .domain(let id):
            guard let domain = try domain(id: id), domain.isEnabled else { return nil }
            token.domain = domain
            token.roles = try effectiveRoles(ofUser: user.id, on: .domain(id))
        case .system: token.roles = try effectiveRoles(ofUser: user.id, on: .system)
        }
        guard !token.roles.isEmpty else { return nil }
        token.catalog = try catalog(ofProject: token.project?.id)
        return token
    }

    /// The roles of a trust that the trustor still has.
    private func adoptTrust(_ token: inout ResolvedToken, now: Timestamp) throws -> Bool {
        guard let id = token.contents.trustID, let projectID = token.contents.scope.projectID, let trust = try trust(id: id),
            !trust.isDeleted, trust.projectID == projectID, token.user.id == (trust.isImpersonation ? trust.trustorID : trust.trusteeID),
            trust.expiresAt.map({ now < $0 }) ?? true, try isEnabled(user: trust.trustorID), try isEnabled(user: trust.trusteeID)
        else { return false }
        token.trust = trust
        if let expiry = trust.expiresAt { token.validUntil = min(token.validUntil, expiry) }
        token.roles = try rolesWithImplied(trust.roleIDs, heldBy: trust.trustorID, on: projectID)
        return true
    }

    /// The roles of an application credential that its user still has.
    private func adoptApplicationCredential(_ token: inout ResolvedToken, now: Timestamp) throws -> Bool {
        guard let id = token.contents.applicationCredentialID, let projectID = token.contents.scope.projectID,
            let credential = try applicationCredential(id: id), credential.userID == token.user.id, credential.projectID == projectID,
            credential.expiresAt.map({ now < $0 }) ?? true
        else { return false }
        token.applicationCredential = credential
        if let expiry = credential.expiresAt { token.validUntil = min(token.validUntil, expiry) }
        token.roles = try rolesWithImplied(credential.roleIDs, heldBy: credential.userID, on: projectID)
        return true
    }

    /// Those roles of an access token that its user still has.
    private func adoptAccessToken(_ token: inout ResolvedToken, now: Timestamp) throws -> Bool {
        guard let id = token.contents.accessTokenID, let projectID = token.contents.scope.projectID, let access = try accessToken(id: id),
            access.userID == token.user.id, access.projectID == projectID, access.expiresAt.map({ now < $0 }) ?? true
        else { return false }
        token.accessToken = access
        if let expiry = access.expiresAt { token.validUntil = min(token.validUntil, expiry) }
        let held = Set(try effectiveRoles(ofUser: access.userID, on: .project(projectID)).map(\.id))
        token.roles = try rolesWithImplied(access.roleIDs).filter { held.contains($0.id) }
        return true
    }

    private func rolesWithImplied(_ ids: [String], heldBy userID: String, on projectID: String) throws -> [RoleRecord] {
        let held = Set(try effectiveRoles(ofUser: userID, on: .project(projectID)).map(\.id))
        guard ids.allSatisfy(held.contains) else { return [] }
        return try rolesWithImplied(ids)
    }

    func isEnabled(user id: String) throws -> Bool {
        guard let user = try user(id: id), user.isEnabled, let domain = try domain(id: user.domainID) else { return false }
        return domain.isEnabled
    }
}
