import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/registered_limits`: the limits that hold where there is none of a project's or a domain's own. Several are made at once.
struct RegisteredLimitKind: ResourceKind {
    let table = IdentityTables.registeredLimits
    let keepsExtra = false
    var createRule: String { "create_registered_limits" }

    static let operations =
        RegisteredLimitKind().operations("registered_limits", nil, [.list, .show, .update, .delete]) + [
            IdentityOperation(.POST, "registered_limits", "registered_limit", "create") {
                try await RegisteredLimitKind().createAll($0)
            }
        ]

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws { try check(record, step) }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try refuseUsed(old, step)
        try check(record, step)
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws { try refuseUsed(record, step) }

    private func refuseUsed(_ record: JSONObject, _ step: ResourceStep) throws {
        let key = LimitKey(record)
        guard try !step.transaction.exists("SELECT 1 FROM identity_limits WHERE \(key.condition.sql)", key.condition.arguments) else {
            throw IdentityFault.forbidden("Limits of projects or domains go by this registered limit.")
        }
    }

    private func check(_ record: JSONObject, _ step: ResourceStep) throws {
        let key = LimitKey(record)
        try key.checkPlace(step)
        let others = try step.transaction.rows(
            "SELECT id FROM identity_registered_limits WHERE \(key.condition.sql)", key.condition.arguments
        ) { $0.text(0) }
        guard others.allSatisfy({ $0 == record["id"]?.stringValue }) else {
            throw IdentityFault.conflict("registered limit", "there is one of this service, region and resource already")
        }
    }
}

/// `/limits`: what single projects and domains have instead of the registered limit.
struct LimitKind: ResourceKind {
    let table = IdentityTables.limits
    let keepsExtra = false
    var createRule: String { "create_limits" }

    static let operations =
        LimitKind().operations("limits", nil, [.list, .show, .update, .delete]) + [
            IdentityOperation(.POST, "limits", "limit", "create") { try await LimitKind().createAll($0) },
            IdentityOperation(.GET, "limits/model", "limit", "model") { call in
                try call.authorize("get_limit_model")
                let model = call.settings.limitModel
                return Response(json: ["model": ["name": .string(model.rawValue), "description": .string(model.description)]])
            },
        ]

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        let owners = ["project_id", "domain_id"].filter { record[$0]?.stringValue != nil }
        guard owners.count == 1, let owner = owners.first, let id = record[owner]?.stringValue else {
            throw IdentityFault.badRequest("A limit is either of a project or of a domain.")
        }
        guard let found = try step.directory.project(id: id), found.isDomain == (owner == "domain_id") else {
            throw IdentityFault.badRequest("There is no \(owner == "domain_id" ? "domain" : "project") '\(id)'.")
        }
        let key = LimitKey(record)
        try key.checkPlace(step)
        let registered = try step.transaction.exists(
            "SELECT 1 FROM identity_registered_limits WHERE \(key.condition.sql)", key.condition.arguments)
        guard registered else { throw IdentityFault.forbidden("There is no registered limit of this service, region and resource.") }
        let taken = try step.transaction.exists(
            "SELECT 1 FROM identity_limits WHERE \(key.condition.sql) AND \(owner) = ?", key.condition.arguments + [.text(id)])
        guard !taken else { throw IdentityFault.conflict("limit", "there is one of this service, region and resource already") }
    }

    func didStore(_ record: JSONObject, given: JSONObject, isNew: Bool, _ step: ResourceStep) throws {
        guard step.settings.limitModel == .strictTwoLevel else { return }
        try LimitHierarchy(transaction: step.transaction).check(record)
    }

    func target(_ record: JSONObject, _ directory: IdentityDirectory) throws -> JSONObject {
        var limit = record
        limit["domain"] = ["id": record["domain_id"] ?? .null]
        let domain = try record["project_id"]?.stringValue.flatMap { try directory.project(id: $0) }?.domainID
        limit["project"] = ["domain_id": JSONValue(domain)]
        return ["limit": .object(limit)]
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        let caller = try call.caller
        // Services ask for everybody's limits: they are the ones that keep to them.
        if try caller.context.hasRole("service") || call.allows("get_limit", ["limit": [:]]) { return [] }
        if let project = caller.projectID { return [SQLCondition("project_id = ?", [.text(project)])] }
        let domain = SQLValue.text(caller.domainID ?? "")
        return [SQLCondition("(domain_id = ? OR project_id IN (SELECT id FROM identity_projects WHERE domain_id = ?))", [domain, domain])]
    }
}

extension ResourceKind {
    /// Makes all resources of a body's list, or none.
    fileprivate func createAll(_ call: IdentityCall) async throws -> Response {
        try call.authorize(createRule)
        guard let items = try await call.body()[definition.collection]?.arrayValue, !items.isEmpty else {
            throw IdentityFault.invalid(definition.collection, "a list is expected")
        }
        let (service, caller) = (call.service, try call.caller)
        let records = try items.map { item in
            guard let given = item.objectValue else { throw IdentityFault.invalid(definition.collection, "a list of objects is expected") }
            return try newRecord(given)
        }
        let stored = try await service.write { transaction in
            let step = ResourceStep(service: service, caller: caller, transaction: transaction)
            let stored = try records.map { record in
                var record = record
                record["id"] = .string(UUIDText.makeHex())
                try complete(&record, step)
                try table.insert(record, in: transaction)
                return record
            }
            // Once all of them are there: whether one can be may depend on another.
            for record in stored { try didStore(record, given: record, isNew: true, step) }
            return stored
        }
        var response = call.list(definition.collection, try stored.map { try view($0, service) }, path: linkPath)
        response.status = .created
        return response
    }
}
