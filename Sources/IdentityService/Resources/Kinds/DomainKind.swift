import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// `/domains`: the projects that act as domains.
struct DomainKind: ResourceKind {
    let table = DomainKind.rows
    let canBeImmutable = true

    /// The declaration of domains, with the columns that its rows need among the projects.
    private static let stored = IdentityDefinitions.domain.adding(
        ["domain_id", "parent_id", "is_domain"].compactMap { IdentityDefinitions.project.attribute($0) }.map { attribute in
            var attribute = attribute
            attribute.flags.subtract([.post, .put, .filter])
            attribute.flags.insert(.stored)
            return attribute
        }, from: "")

    private static let rows = ResourceTable(stored)

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        try ProjectKind().checkOptionsAndTags(record)
        record["is_domain"] = true
        record["domain_id"] = .null
        record["parent_id"] = .null
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try ProjectKind().checkOptionsAndTags(record)
    }

    func existing(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject? {
        try table.record(id, scope: SQLCondition("is_domain = 1"), in: transaction)
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws {
        let id = record["id"]?.stringValue ?? ""
        guard record["enabled"] != true else {
            throw IdentityFault.forbidden("The domain '\(id)' is enabled; it has to be disabled before it is deleted.")
        }
        let transaction = step.transaction
        func ids(_ table: ResourceTable) throws -> [String] {
            try transaction.rows("SELECT id FROM \(table.name) WHERE domain_id = ?", [.text(id)]) { $0.text(0) }
        }
        for project in try ids(IdentityTables.projects) {
            try ProjectKind.forget(project, step)
            try IdentityTables.projects.delete(project, in: transaction)
        }
        for user in try ids(IdentityTables.users) {
            try UserKind.forget(user, step)
            try IdentityTables.users.delete(user, in: transaction)
        }
        for group in try ids(IdentityTables.groups) {
            try GroupKind.forget(group, step)
            try IdentityTables.groups.delete(group, in: transaction)
        }
        for role in try ids(IdentityTables.roles) { try IdentityTables.roles.delete(role, in: transaction) }
        try transaction.execute("DELETE FROM identity_assignments WHERE target_kind = 'domain' AND target_id = ?", [.text(id)])
        try transaction.execute("DELETE FROM identity_domain_settings WHERE domain_id = ?", [.text(id)])
        try transaction.execute("DELETE FROM identity_limits WHERE domain_id = ?", [.text(id)])
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        let domain = try call.caller.domainID.map { SQLCondition("id = ?", [.text($0)]) }
        return [SQLCondition("is_domain = 1")] + (domain.map { [$0] } ?? [])
    }

    func accepts(_ record: JSONObject, _ query: IdentityListQuery) -> Bool { ProjectTags.accepts(record, query.items) }

    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        var view = unfolded(record)
        for name in ["domain_id", "parent_id", "is_domain"] { view.removeValue(forKey: name) }
        if view["options"] == nil { view.append("options", [:]) }
        return view
    }
}
