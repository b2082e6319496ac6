import APIResources
import JSONCodec
import Persistence

/// `/groups`.
struct GroupKind: ResourceKind {
    let table = IdentityTables.groups
    let fixedAttributes: Set<String> = ["domain_id"]

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        let domainID =
            record["domain_id"]?.stringValue ?? step.caller.domainID ?? step.caller.projectDomainID ?? step.settings.defaultDomainID
        guard try step.directory.domain(id: domainID) != nil else { throw IdentityFault.notFound("domain", domainID) }
        record["domain_id"] = .string(domainID)
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws { try Self.forget(record["id"]?.stringValue ?? "", step) }

    /// Removes what belongs to a group that is going to be deleted, and the tokens of its members.
    static func forget(_ id: String, _ step: ResourceStep) throws {
        for user in try step.directory.userIDs(ofGroup: id) {
            try step.service.revoke(RevocationEvent(userID: user), in: step.transaction)
        }
        try step.transaction.execute("DELETE FROM identity_assignments WHERE actor_kind = 'group' AND actor_id = ?", [.text(id)])
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        try call.caller.domainID.map { [SQLCondition("domain_id = ?", [.text($0)])] } ?? []
    }
}
