import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

extension ResourceKind {
    /// The usual operations on resources of this kind at `path`, `projects` for instance.
    ///
    /// - Parameter parameter: what captures the id.
    func operations(
        _ path: String? = nil, _ parameter: String? = nil, _ offered: Set<ResourceDefinition.Operation>? = nil
    ) -> [IdentityOperation] {
        let path = path ?? String(definition.path.dropFirst())
        let parameter = parameter ?? definition.name + "_id"
        let item = path + "/{\(parameter)}"
        let name = definition.name
        let offered = offered ?? definition.operations
        var result: [IdentityOperation] = []
        if offered.contains(.list) { result.append(IdentityOperation(.GET, path, name, "index") { try list($0) }) }
        if offered.contains(.create) { result.append(IdentityOperation(.POST, path, name, "create") { try await create($0) }) }
        if offered.contains(.show) {
            result.append(IdentityOperation(.GET, item, name, "show") { try show($0, $0.capture(parameter)) })
        }
        if offered.contains(.update) {
            result.append(IdentityOperation(.PATCH, item, name, "update") { try await update($0, $0.capture(parameter)) })
        }
        if offered.contains(.delete) {
            result.append(IdentityOperation(.DELETE, item, name, "delete") { try await delete($0, $0.capture(parameter)) })
        }
        return result
    }

    func list(_ call: IdentityCall) throws -> Response {
        let query = try IdentityListQuery(call, definition)
        // A token of a domain sees its own domain. For others nothing is named: a rule must not find its nothing equal to theirs.
        var target = JSONObject()
        if let domain = try call.caller.domainID {
            target = ["domain_id": .string(domain), definition.name: ["domain_id": .string(domain), "id": .string(domain)]]
        }
        try call.authorize(listRule(call), target)
        let (records, marker) = try query.run(self, scope: try scope(call), call.service)
        let views = try records.map { try view($0, call.service) }
        return call.list(definition.collection, views, path: linkPath, marker: marker)
    }

    func show(_ call: IdentityCall, _ id: String) throws -> Response {
        let record = try call.service.store.read { transaction in
            let record = try existing(id, in: transaction)
            return try authorized(rule("get", record), call, record, id, IdentityDirectory(transaction))
        }
        return call.item(definition.name, try view(record, call.service), path: linkPath)
    }

    /// The record when the rules allow the action; whoever may do it to none at all is not told whether it is there.
    ///
    /// - Throws: ``IdentityFault``: 403, 404.
    func authorized(
        _ action: String, _ call: IdentityCall, _ record: JSONObject?, _ id: String, _ directory: IdentityDirectory
    ) throws -> JSONObject {
        try call.authorize(action, record.map { try target($0, directory) } ?? [:])
        guard let record else { throw notFound(id) }
        return record
    }

    func create(_ call: IdentityCall) async throws -> Response {
        let caller = try call.caller
        var given = try await call.body(definition.name)
        let record = try newRecord(given)
        let service = call.service
        try call.authorize(rule("create", record), try service.read { try target(completedForRules(record, caller, service), $0) })
        try await prepare(&given, isNew: true, call)
        let fixed = given
        let stored = try await store(service) { transaction in
            let step = ResourceStep(service: service, caller: caller, transaction: transaction)
            var record = try newRecord(fixed)
            if record["id"] == nil { record["id"] = .string(UUIDText.makeHex()) }
            try complete(&record, step)
            try table.insert(record, extra: try columns(of: record, step), in: transaction)
            try didStore(record, given: fixed, isNew: true, step)
            return record
        }
        return call.item(definition.name, try view(shown(stored, service), service), path: linkPath, isNew: true)
    }

    /// The new resource as rules see it: with the domain that it is going to have.
    private func completedForRules(_ record: JSONObject, _ caller: IdentityCaller, _ service: IdentityService) -> JSONObject {
        guard definition.attribute("domain_id") != nil, record["domain_id"] == nil, definition.name != "role" else { return record }
        var record = record
        record["domain_id"] = .string(caller.domainID ?? caller.projectDomainID ?? service.settings.defaultDomainID)
        return record
    }

    func update(_ call: IdentityCall, _ id: String) async throws -> Response {
        let caller = try call.caller
        var given = try await call.body(definition.name)
        let service = call.service
        let known = try service.store.read { transaction in
            let record = try existing(id, in: transaction)
            try call.authorize(rule("update", record), try record.map { try target($0, IdentityDirectory(transaction)) } ?? [:])
            return record
        }
        // What is wrong with a request is told before whether its object is there.
        if let known { _ = try changed(known, by: given) } else if given.isEmpty { _ = try changed([:], by: given) }
        try await prepare(&given, isNew: false, call)
        let fixed = given
        let stored = try await store(service) { transaction in
            let step = ResourceStep(service: service, caller: caller, transaction: transaction)
            let old = try find(id, in: transaction)
            try refuseImmutable(old, given: fixed)
            var record = try changed(old, by: fixed)
            try change(&record, from: old, given: fixed, step)
            try table.update(record, extra: try columns(of: record, step), in: transaction)
            try didStore(record, given: fixed, isNew: false, step)
            return record
        }
        let record = try shown(stored, service)
        var view = try view(record, service)
        if repeatsExtra { view["extra"] = record["extra"] ?? [:] }
        return call.item(definition.name, view, path: linkPath)
    }

    /// What was stored, as it is read back: hooks may have added to the row.
    private func shown(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        try service.store.read { try table.record(record["id"]?.stringValue ?? "", in: $0) } ?? record
    }

    func delete(_ call: IdentityCall, _ id: String) async throws -> Response {
        let caller = try call.caller
        let service = call.service
        _ = try service.store.read { transaction in
            let record = try existing(id, in: transaction)
            return try authorized(rule("delete", record), call, record, id, IdentityDirectory(transaction))
        }
        try await service.write { transaction in
            let record = try find(id, in: transaction)
            try refuseImmutable(record, given: nil)
            try remove(record, ResourceStep(service: service, caller: caller, transaction: transaction))
            try table.delete(id, in: transaction)
        }
        return .identityEmpty
    }

    /// Runs a change; two resources that cannot both be are a conflict.
    private func store<T: Sendable>(
        _ service: IdentityService, _ body: @escaping @Sendable (any WriteTransaction) throws -> T
    ) async throws -> T {
        do {
            return try await service.write(body)
        } catch let error as StoreError where error.isUniqueViolation {
            throw IdentityFault.conflict(
                definition.name, "there is one with the same \(error.uniqueColumns.joined(separator: " and ")) already")
        }
    }
}
