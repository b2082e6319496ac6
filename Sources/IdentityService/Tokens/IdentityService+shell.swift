import HTTPApplication
package import JSONCodec

/// What the shell asks for: whoever has it may act as anybody, so no passwords are asked for.
extension IdentityService {
    /// A new token of a user.
    ///
    /// - Parameters:
    ///   - user: a name or an id.
    ///   - project: a name or an id; without it the user's default project, the only one, or the system, whichever there is first.
    /// - Throws: ``TokenRefusal``.
    package func issueToken(user: String, project: String?) throws -> IssuedToken {
        let methods = tokenSettings.methods
        let now = Timestamp.now().wholeSeconds
        let defaultDomainID = settings.defaultDomainID
        let contents = try read { directory -> TokenContents in
            guard let account = try directory.user(name: user, domainID: defaultDomainID) ?? directory.user(id: user) else {
                throw TokenRefusal("there is no user '\(user)'", advice: "the users are listed by: user list")
            }
            return TokenContents(
                userID: account.id, methods: [methods.contains("external") ? "external" : "password"],
                scope: try directory.scope(of: account, project: project), issuedAt: now,
                expiresAt: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + tokenSettings.expiration), auditIDs: [AuditID.make()])
        }
        guard let resolved = try tokens.resolve(contents) else {
            throw TokenRefusal(
                project.map { "user '\(user)' has no role on project '\($0)', or one of them is disabled" } ?? "user '\(user)' is disabled")
        }
        return IssuedToken(text: try tokens.encode(contents), description: resolved.summary)
    }

    /// What a token stands for; `nil` when it is not valid.
    package func describeToken(_ token: String) throws -> JSONObject? { try tokens.validate(token)?.summary }

    /// Makes a token and all that were made from the same login invalid.
    ///
    /// - Returns: whether it was valid.
    package func revokeToken(_ token: String) async throws -> Bool {
        guard let resolved = try tokens.validate(token) else { return false }
        try await tokens.revoke(resolved.contents, cascade: true)
        return true
    }
}

extension IdentityDirectory {
    /// What a user's token is for when nobody says it precisely.
    fileprivate func scope(of user: UserRecord, project: String?) throws -> TokenScope {
        if let project {
            guard let found = try self.project(name: project, domainID: user.domainID) ?? self.project(id: project) else {
                throw TokenRefusal("there is no project '\(project)'", advice: "the projects are listed by: project list")
            }
            return .project(found.id)
        }
        if let id = user.defaultProjectID, try hasRoles(user: user.id, on: .project(id)) { return .project(id) }
        let projects = try projects(ofUser: user.id)
        if projects.count == 1, let only = projects.first { return .project(only.id) }
        return try hasRoles(user: user.id, on: .system) ? .system : .unscoped
    }
}

extension ResolvedToken {
    /// The token for people: names in place of ids.
    var summary: JSONObject {
        let scope: String =
            switch contents.scope {
            case .unscoped: "none"
            case .project: "project"
            case .domain: "domain"
            case .system: "system"
            }
        return [
            "user": .string(user.name), "user_id": .string(user.id), "user_domain": .string(userDomain.name), "scope": .string(scope),
            "project": project.map { .string($0.name) } ?? .null, "project_id": project.map { .string($0.id) } ?? .null,
            "domain": domain.map { .string($0.name) } ?? .null, "roles": .array(roles.map { .string($0.name) }),
            "methods": .array(contents.methods.map { .string($0) }), "issued_at": .string(contents.issuedAt.identityTime),
            "expires_at": .string(contents.expiresAt.identityTime), "audit_ids": .array(contents.auditIDs.map { .string($0) }),
        ]
    }
}
