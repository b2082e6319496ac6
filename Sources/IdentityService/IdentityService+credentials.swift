package import Policy

/// Whom an operator means by a name: `policy check --as alice`, or `--as alice:demo` for one of alice's projects, or `--as alice:system`.
extension IdentityService: CredentialSource {
    /// - Returns: `nil` when there is no such user, or no such project or role of theirs.
    package func credentials(of caller: String) async throws -> PolicyCredentials? {
        let parts = caller.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.contains(",") else { return nil }
        let place = parts.count > 1 ? parts[1] : nil
        let domainID = settings.defaultDomainID
        return try read { (directory: IdentityDirectory) throws in
            guard let user = try directory.user(name: name, domainID: domainID) ?? directory.user(id: name) else { return nil }
            var credentials: PolicyCredentials
            if place == "system" {
                let roles = try directory.effectiveRoles(ofUser: user.id, on: .system).map(\.name)
                credentials = PolicyCredentials(userID: user.id, systemScope: "all", roles: roles, isAdmin: roles.contains("admin"))
                guard !roles.isEmpty else { return nil }
            } else {
                let project: ProjectRecord?
                if let place {
                    project = try directory.project(name: place, domainID: user.domainID) ?? directory.project(id: place)
                } else {
                    project =
                        try user.defaultProjectID.flatMap { try directory.project(id: $0) } ?? directory.projects(ofUser: user.id).first
                }
                guard place == nil || project != nil else { return nil }
                let roles = try project.map { try directory.effectiveRoles(ofUser: user.id, on: .project($0.id)).map(\.name) } ?? []
                credentials = PolicyCredentials(
                    userID: user.id, projectID: project?.id, roles: roles, isAdmin: roles.contains("admin"))
                credentials.projectName = project?.name
                credentials.projectDomainID = project?.domainID
            }
            credentials.userName = user.name
            credentials.userDomainID = user.domainID
            return credentials
        }
    }
}
