import HTTPApplication
import Persistence

/// What a list of role assignments is asked for.
struct AssignmentQuery {
    let userID: String?
    let groupID: String?
    let roleID: String?
    let projectID: String?
    let domainID: String?
    let wantsSystem: Bool
    let wantsInherited: Bool
    let isEffective: Bool
    let includesNames: Bool
    let includesSubtree: Bool

    /// - Throws: ``IdentityFault``, 400, for filters that contradict each other.
    init(_ query: QueryItems) throws {
        func text(_ name: String) -> String? { query.first(name).flatMap { $0.isEmpty ? nil : $0 } }
        // `effective` alone says yes, and so does `effective=`.
        func flag(_ name: String) -> Bool { query.first(name).map { $0.isEmpty || IdentityListQuery.isTrue($0) } ?? false }
        userID = text("user.id")
        groupID = text("group.id")
        roleID = text("role.id")
        projectID = text("scope.project.id")
        domainID = text("scope.domain.id")
        wantsSystem = query.first("scope.system") != nil
        wantsInherited = query.first("scope.OS-INHERIT:inherited_to") != nil
        isEffective = flag("effective")
        includesNames = flag("include_names")
        includesSubtree = flag("include_subtree")
        if userID != nil, groupID != nil { throw IdentityFault.badRequest("Assignments are either of a user or of a group.") }
        if [projectID != nil, domainID != nil, wantsSystem].count(where: { $0 }) > 1 {
            throw IdentityFault.badRequest("Assignments are either on a project, on a domain or on the system.")
        }
        if isEffective, groupID != nil { throw IdentityFault.badRequest("In effect it is users who have roles, no groups.") }
        if isEffective, wantsInherited { throw IdentityFault.badRequest("In effect no role is inherited: it is held.") }
        if includesSubtree, projectID == nil { throw IdentityFault.badRequest("A subtree is that of a project: 'scope.project.id'.") }
    }

    func run(_ directory: IdentityDirectory) throws -> [FoundAssignment] {
        let all = try directory.source.rows(
            "SELECT \(AssignmentRecord.columns) FROM identity_assignments a WHERE EXISTS (SELECT 1 FROM identity_roles r "
                + "WHERE r.id = a.role_id) ORDER BY a.rowid"
        ) { AssignmentRecord($0) }
        var projects: Set<String>?
        if let projectID {
            projects = [projectID]
            if includesSubtree { projects?.formUnion(try directory.descendants(ofProject: projectID).map(\.id)) }
        }
        guard isEffective else { return all.filter { meets($0, projects) }.map(FoundAssignment.init) }
        var seen: Set<FoundAssignment> = []
        // A role of a domain has no effect but by what it implies.
        let local = try directory.domainRoleIDs()
        return try all.flatMap { try effects(of: $0, projects, directory) }.filter { found in
            meets(found.record, projects) && !local.contains(found.record.roleID) && seen.insert(found).inserted
        }
    }

    private func meets(_ record: AssignmentRecord, _ projects: Set<String>?) -> Bool {
        if let userID, record.actor != .user(userID) { return false }
        if let groupID, record.actor != .group(groupID) { return false }
        if let roleID, record.roleID != roleID { return false }
        if wantsInherited, !record.isInherited { return false }
        if wantsSystem, record.scope != .system { return false }
        if let domainID, record.scope != .domain(domainID) { return false }
        if let projects {
            guard case .project(let id) = record.scope, projects.contains(id) else { return false }
        }
        return true
    }

    /// What users have from one assignment: members instead of groups, the projects below instead of inheritance, and what roles imply.
    private func effects(
        of given: AssignmentRecord, _ projects: Set<String>?, _ directory: IdentityDirectory
    ) throws -> [FoundAssignment] {
        var found: [FoundAssignment] = []
        switch given.actor {
        case .user(let id):
            guard userID == nil || userID == id else { return [] }
            found = [FoundAssignment(given)]
        case .group(let id):
            let users = try userID.map { try directory.isMember($0, ofGroup: id) ? [$0] : [] } ?? directory.userIDs(ofGroup: id)
            found = users.map { user in
                var member = FoundAssignment(given)
                member.record.actor = .user(user)
                member.groupID = id
                return member
            }
        }
        guard !found.isEmpty else { return [] }
        if given.isInherited {
            let heirs = try self.heirs(of: given.scope, projects, directory)
            found = found.flatMap { member in
                heirs.map { heir in
                    var inherited = member
                    inherited.record.scope = .project(heir)
                    inherited.record.isInherited = false
                    inherited.givenScope = given.scope
                    return inherited
                }
            }
        }
        let implied = try directory.implications(of: given.roleID)
        return found.flatMap { member in
            [member]
                + implied.map { role, prior in
                    var follower = member
                    follower.record.roleID = role
                    follower.priorRoleID = prior
                    follower.givenRoleID = given.roleID
                    return follower
                }
        }
    }

    /// The projects that inherit from a scope.
    private func heirs(of scope: RoleScope, _ wanted: Set<String>?, _ directory: IdentityDirectory) throws -> [String] {
        let ids: [String]
        switch scope {
        case .system: return []
        case .domain(let id): ids = try directory.projectIDs(ofDomain: id)
        case .project(let id): ids = try directory.descendants(ofProject: id).map(\.id)
        }
        return ids.filter { wanted?.contains($0) ?? true }
    }
}

extension IdentityDirectory {
    fileprivate func domainRoleIDs() throws -> Set<String> {
        Set(try source.rows("SELECT id FROM identity_roles WHERE domain_id IS NOT NULL") { $0.text(0) })
    }

    /// The roles that a role implies, each with the one that implies it directly.
    fileprivate func implications(of roleID: String) throws -> [(role: String, prior: String)] {
        var result: [(role: String, prior: String)] = []
        var open = [roleID]
        var seen: Set<String> = [roleID]
        while !open.isEmpty {
            let prior = open.removeFirst()
            for id in try impliedRoleIDs(of: prior) where seen.insert(id).inserted {
                result.append((id, prior))
                open.append(id)
            }
        }
        return result
    }
}
