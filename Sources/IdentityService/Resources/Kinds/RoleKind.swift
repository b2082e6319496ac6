import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// `/roles`: those of all domains, and those of one.
struct RoleKind: ResourceKind {
    let table = IdentityTables.roles
    let canBeImmutable = true
    let fixedAttributes: Set<String> = ["domain_id"]

    /// Roles of single domains go by rules of their own: `get_domain_role`.
    func rule(_ verb: String, _ record: JSONObject?) -> String {
        verb + (record?["domain_id"]?.stringValue == nil ? "_role" : "_domain_role")
    }

    func listRule(_ call: IdentityCall) -> String {
        call.query.first("domain_id").map { $0.isEmpty } ?? true ? "list_roles" : "list_domain_roles"
    }

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        try OptionRules.role.check(record)
        if let id = record["domain_id"]?.stringValue, try step.directory.domain(id: id) == nil {
            throw IdentityFault.notFound("domain", id)
        }
        if record["options"] == nil { record["options"] = [:] }
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try OptionRules.role.check(record)
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        call.query.first("domain_id") == nil ? [SQLCondition("domain_id IS NULL")] : []
    }
}
