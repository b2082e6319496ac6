import HTTPApplication

extension IdentityDirectory {
    /// Looks up what the tokens of a subject stand for.
    ///
    /// - Returns: `nil` when anything of it does not exist, is disabled or has ended, or when the user has no role in the scope any more.
    ///
    /// - Parameter inactivityDays: after how many days without a login a user counts as disabled.
    func standing(of subject: TokenSubject, inactivityDays: Int?, now: Timestamp) throws -> TokenStanding? {
        guard let user = try user(id: subject.userID), user.isEnabled, let userDomain = try domain(id: user.domainID), userDomain.isEnabled
        else { return nil }
        let inactivity = try inactivity(of: user, inactivityDays)
        guard inactivity.map({ now < $0 }) ?? true else { return nil }
        var place = TokenStanding.Place()
        var rights: TokenStanding.Rights? = TokenStanding.Rights(roles: [])
        switch subject.scope {
        case .unscoped: break
        case .project(let id):
            guard let project = try project(id: id), project.isEnabled else { return nil }
            place.project = project
            if let domainID = project.domainID {
                guard let domain = try domain(id: domainID), domain.isEnabled else { return nil }
                place.projectDomain = domain
            }
            if let trustID = subject.trustID {
                rights = try self.rights(ofTrust: trustID, user: user, projectID: id, now: now)
            } else if let credentialID = subject.applicationCredentialID {
                rights = try self.rights(ofApplicationCredential: credentialID, user: user, projectID: id, now: now)
            } else if let tokenID = subject.accessTokenID {
                rights = try self.rights(ofAccessToken: tokenID, user: user, projectID: id, now: now)
            } else {
                rights?.roles = try effectiveRoles(ofUser: user.id, on: .project(id))
            }
        case .domain(let id):
            guard let domain = try domain(id: id), domain.isEnabled else { return nil }
            place.domain = domain
            rights?.roles = try effectiveRoles(ofUser: user.id, on: .domain(id))
        case .system: rights?.roles = try effectiveRoles(ofUser: user.id, on: .system)
        }
        let isScoped = subject.scope != .unscoped
        guard let rights, !isScoped || !rights.roles.isEmpty else { return nil }
        return TokenStanding(
            subject, user: user, userDomain: userDomain, passwordExpiresAt: try passwords(ofUser: user.id).first?.expiresAt, place: place,
            rights: rights, inactivity: inactivity, catalog: isScoped ? try catalog(ofProject: place.project?.id) : [])
    }

    /// The roles of a trust that the trustor still has.
    private func rights(ofTrust id: String, user: UserRecord, projectID: String, now: Timestamp) throws -> TokenStanding.Rights? {
        guard let trust = try trust(id: id), !trust.isDeleted, trust.projectID == projectID,
            user.id == (trust.isImpersonation ? trust.trustorID : trust.trusteeID), trust.expiresAt.map({ now < $0 }) ?? true,
            try isEnabled(user: trust.trustorID), try isEnabled(user: trust.trusteeID)
        else { return nil }
        return TokenStanding.Rights(roles: try rolesWithImplied(trust.roleIDs, heldBy: trust.trustorID, on: projectID), trust: trust)
    }

    /// The roles of an application credential that its user still has.
    private func rights(ofApplicationCredential id: String, user: UserRecord, projectID: String, now: Timestamp) throws
        -> TokenStanding.Rights?
    {
        guard let credential = try applicationCredential(id: id), credential.userID == user.id, credential.projectID == projectID,
            credential.expiresAt.map({ now < $0 }) ?? true
        else { return nil }
        return TokenStanding.Rights(
            roles: try rolesWithImplied(credential.roleIDs, heldBy: credential.userID, on: projectID), applicationCredential: credential)
    }

    /// Those roles of an access token that its user still has.
    private func rights(ofAccessToken id: String, user: UserRecord, projectID: String, now: Timestamp) throws -> TokenStanding.Rights? {
        guard let access = try accessToken(id: id), access.userID == user.id, access.projectID == projectID,
            access.expiresAt.map({ now < $0 }) ?? true
        else { return nil }
        let held = Set(try effectiveRoles(ofUser: access.userID, on: .project(projectID)).map(\.id))
        return TokenStanding.Rights(roles: try rolesWithImplied(access.roleIDs).filter { held.contains($0.id) }, accessToken: access)
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
