import Persistence

extension IdentityDirectory {
    package func role(id: String) throws -> RoleRecord? {
        try source.first("SELECT \(RoleRecord.columns) FROM identity_roles r WHERE r.id = ?", [.text(id)]) { RoleRecord($0) }
    }

    /// - Parameter domainID: `nil` for a role of all domains.
    package func role(name: String, domainID: String? = nil) throws -> RoleRecord? {
        let place = domainID == nil ? "r.domain_id IS NULL" : "r.domain_id = ?"
        return try source.first(
            "SELECT \(RoleRecord.columns) FROM identity_roles r WHERE r.name = ? AND \(place)",
            [.text(name)] + (domainID.map { [.text($0)] } ?? [])
        ) { RoleRecord($0) }
    }

    /// The roles that a token of the user for `scope` has: held directly, by groups or by inheritance, with all that they imply.
    ///
    /// Roles of single domains are replaced by what they imply. Whether user, project and domain are enabled is not asked here.
    ///
    /// - Returns: each role once; empty when the user has none there.
    package func effectiveRoles(ofUser userID: String, on scope: RoleScope) throws -> [RoleRecord] {
        let actors = [AssignmentRecord.Actor.user(userID)] + (try groupIDs(ofUser: userID).map { .group($0) })
        return try roles(ids: expanded(try heldRoleIDs(actors, on: scope))).filter { $0.domainID == nil }
    }

    /// Whether the user has any role there.
    package func hasRoles(user userID: String, on scope: RoleScope) throws -> Bool {
        try !effectiveRoles(ofUser: userID, on: scope).isEmpty
    }

    /// The roles with the ids and all that they imply, for delegations that name roles.
    package func rolesWithImplied(_ ids: [String]) throws -> [RoleRecord] {
        try roles(ids: expanded(ids)).filter { $0.domainID == nil }
    }

    /// The projects on which the user has a role, in the order in which they were made.
    package func projects(ofUser userID: String) throws -> [ProjectRecord] {
        try scopes(ofUser: userID, areDomains: false).filter { try hasRoles(user: userID, on: .project($0.id)) }
    }

    /// The domains on which the user has a role.
    package func domains(ofUser userID: String) throws -> [ProjectRecord] {
        try scopes(ofUser: userID, areDomains: true).filter { try hasRoles(user: userID, on: .domain($0.id)) }
    }

    // MARK: Parts

    /// The ids of roles that any of `actors` holds on `scope`, before implication.
    func heldRoleIDs(_ actors: [AssignmentRecord.Actor], on scope: RoleScope) throws -> [String] {
        var ids: [String] = []
        func add(_ scope: RoleScope, inherited: Bool) throws {
            for actor in actors {
                let found = try source.rows(
                    "SELECT role_id FROM identity_assignments WHERE actor_id = ? AND actor_kind = ? AND target_kind = ? AND target_id = ? "
                        + "AND inherited = ?",
                    [
                        .text(actor.id), .text(actor.kind), .text(scope.kind), .text(scope.targetID), .integer(inherited ? 1 : 0),
                    ]
                ) { $0.text(0) }
                for id in found where !ids.contains(id) { ids.append(id) }
            }
        }
        try add(scope, inherited: false)
        if case .project(let id) = scope, let project = try project(id: id) {
            for ancestor in try ancestors(of: project) { try add(.project(ancestor.id), inherited: true) }
            if let domainID = project.domainID { try add(.domain(domainID), inherited: true) }
        }
        return ids
    }

    /// The roles that a role implies directly.
    func impliedRoleIDs(of id: String) throws -> [String] {
        try source.rows("SELECT implied_role_id FROM identity_implied_roles WHERE prior_role_id = ? ORDER BY rowid", [.text(id)]) {
            $0.text(0)
        }
    }

    /// `ids` with the ids of all roles that they imply.
    func expanded(_ ids: [String]) throws -> [String] {
        var result = ids
        var index = 0
        while index < result.count {
            for id in try impliedRoleIDs(of: result[index]) where !result.contains(id) { result.append(id) }
            index += 1
        }
        return result
    }

    private func roles(ids: [String]) throws -> [RoleRecord] { try ids.compactMap { try role(id: $0) } }

    /// The projects, or domains, that may be in reach of the user's assignments.
    private func scopes(ofUser userID: String, areDomains: Bool) throws -> [ProjectRecord] {
        let actor =
            "(actor_id = ?1 AND actor_kind = 'user' OR actor_kind = 'group' AND actor_id IN "
            + "(SELECT group_id FROM identity_memberships WHERE user_id = ?1))"
        let direct =
            "p.id IN (SELECT target_id FROM identity_assignments WHERE target_kind = '\(areDomains ? "domain" : "project")' "
            + "AND inherited = 0 AND \(actor))"
        guard !areDomains else {
            return try source.rows(
                "SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.is_domain = 1 AND \(direct) ORDER BY p.seq",
                [.text(userID)]
            ) { try ProjectRecord($0) }
        }
        let inherits = try source.exists("SELECT 1 FROM identity_assignments WHERE inherited = 1 AND \(actor)", [.text(userID)])
        let condition = inherits ? "1" : direct
        return try source.rows(
            "SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.is_domain = 0 AND \(condition) ORDER BY p.seq",
            inherits ? [] : [.text(userID)]
        ) { try ProjectRecord($0) }
    }
}
