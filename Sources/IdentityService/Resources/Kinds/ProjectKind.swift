import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// `/projects`; a project that acts as a domain is a domain.
struct ProjectKind: ResourceKind {
    let table = IdentityTables.projects
    let repeatsExtra = true
    let canBeImmutable = true
    let fixedAttributes: Set<String> = ["domain_id", "is_domain"]

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        try checkOptionsAndTags(record)
        guard record["is_domain"] != true else {
            guard record["domain_id"]?.isNull ?? true, record["parent_id"]?.isNull ?? true else {
                throw IdentityFault.badRequest("A project that acts as a domain has neither a domain nor a parent.")
            }
            record["domain_id"] = .null
            record["parent_id"] = .null
            return
        }
        let directory = step.directory
        let parent = try record["parent_id"]?.stringValue.map { id in
            guard let parent = try directory.project(id: id) else { throw IdentityFault.notFound("project", id) }
            return parent
        }
        let domainID =
            record["domain_id"]?.stringValue ?? parent.map { $0.isDomain ? $0.id : $0.domainID ?? "" } ?? step.caller.domainID
            ?? step.caller.projectDomainID ?? step.settings.defaultDomainID
        guard let domain = try directory.domain(id: domainID) else { throw IdentityFault.notFound("domain", domainID) }
        guard domain.isEnabled else { throw IdentityFault.forbidden("The domain '\(domainID)' is disabled.") }
        if let parent {
            guard (parent.isDomain ? parent.id : parent.domainID) == domainID else {
                throw IdentityFault.badRequest("The project and its parent '\(parent.id)' have to be in the same domain.")
            }
            let above = parent.isDomain ? [] : [parent] + (try directory.ancestors(of: parent))
            guard above.allSatisfy(\.isEnabled) else { throw IdentityFault.forbidden("A project above this one is disabled.") }
            let depth = min(step.settings.maximumTreeDepth, step.settings.limitModel.maximumTreeDepth ?? .max)
            guard above.count < depth else { throw IdentityFault.forbidden("The tree of projects would be deeper than \(depth).") }
        }
        record["domain_id"] = .string(domainID)
        record["parent_id"] = .string(parent?.id ?? domainID)
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try checkOptionsAndTags(record)
        guard record["parent_id"] ?? .null == old["parent_id"] ?? .null else {
            throw IdentityFault.forbidden("The parent of a project cannot be changed.")
        }
        guard record["enabled"] != old["enabled"] else { return }
        let project = ProjectRecord(old)
        if record["enabled"] == true {
            guard try step.directory.ancestors(of: project).allSatisfy(\.isEnabled) else {
                throw IdentityFault.forbidden("A project above this one is disabled.")
            }
        } else if !project.isDomain {
            guard try step.directory.descendants(ofProject: project.id).allSatisfy({ !$0.isEnabled }) else {
                throw IdentityFault.forbidden("A project below this one is enabled.")
            }
        }
    }

    func checkOptionsAndTags(_ record: JSONObject) throws {
        try ProjectTags.check(record["tags"] ?? [])
        try OptionRules.project.check(record)
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws {
        let project = ProjectRecord(record)
        if project.isDomain { return try DomainKind().remove(record, step) }
        guard try step.directory.children(ofProject: project.id).isEmpty else {
            throw IdentityFault.forbidden("There are projects below the project '\(project.id)'.")
        }
        try Self.forget(project.id, step)
    }

    /// Removes what belongs to a project that is going to be deleted.
    static func forget(_ id: String, _ step: ResourceStep) throws {
        let transaction = step.transaction
        try transaction.execute("DELETE FROM identity_assignments WHERE target_kind = 'project' AND target_id = ?", [.text(id)])
        for table in [IdentityTables.credentials, IdentityTables.applicationCredentials, IdentityTables.limits, IdentityTables.trusts] {
            try transaction.execute("DELETE FROM \(table.name) WHERE project_id = ?", [.text(id)])
        }
        for table in ["identity_endpoint_group_projects", "identity_endpoint_projects"] {
            try transaction.execute("DELETE FROM \(table) WHERE project_id = ?", [.text(id)])
        }
        let users = IdentityTables.users
        for var user in try users.records(where: SQLCondition("default_project_id = ?", [.text(id)]), in: transaction) {
            user["default_project_id"] = .null
            try users.update(user, in: transaction)
        }
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        var conditions: [SQLCondition] = []
        // Domains are shown among the projects only when they are asked for.
        if call.query.first("is_domain") == nil { conditions.append(SQLCondition("is_domain = 0")) }
        if let domain = try call.caller.domainID { conditions.append(SQLCondition("domain_id = ?", [.text(domain)])) }
        return conditions
    }

    func accepts(_ record: JSONObject, _ query: IdentityListQuery) -> Bool { ProjectTags.accepts(record, query.items) }

    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        var view = unfolded(record)
        if view["options"] == nil { view.append("options", [:]) }
        return view
    }
}
