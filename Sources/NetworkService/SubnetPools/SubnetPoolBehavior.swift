import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of subnet pools.
struct SubnetPoolBehavior: ResourceBehavior {
    let tables: NetworkTables

    var table: ResourceTable { tables.pools }
    var faultName: String { "SubnetPool" }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    var actions: [ResourceAction] {
        @Sendable func actions(_ resource: ResourceController) -> SubnetPoolActions {
            SubnetPoolActions(resource: resource, behavior: self)
        }
        return [
            ResourceAction("add_prefixes", extension: "subnetpool-prefix-ops") { try await actions($0).addPrefixes($1, id: $2) },
            ResourceAction("remove_prefixes", extension: "subnetpool-prefix-ops") { try await actions($0).removePrefixes($1, id: $2) },
            ResourceAction("onboard_network_subnets", extension: "subnet_onboard") { try await actions($0).onboard($1, id: $2) },
        ]
    }

    func scope(of caller: Caller) -> SQLCondition? { caller.ownOrShared }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func check(_ draft: Draft) throws { _ = try SubnetPool.prefixes(draft.item["prefixes"]) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.record(revision: 0)
        let pool = try pool(record)
        record = try pool.completed(record)
        for name in ["default_quota", "address_scope_id"] where record[name] == nil { record[name] = .null }
        if record.flag("is_default") { try requireNoDefault(pool.family, in: transaction) }
        try requireScope(pool, of: nil, draft.caller, in: transaction)
        try table.insert(record, in: transaction)
        for network in pool.prefixes.networks { try FreePrefixes.give(network, to: pool.id, in: transaction) }
        return record
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.applied
        let old = try pool(change.old)
        let new = try pool(record)
        guard new.family == old.family, new.prefixes.isSuperset(of: old.prefixes) else {
            throw Self.illegalPrefixes("an update leaves the prefixes that the pool has")
        }
        record = try new.completed(record)
        if record.flag("is_default"), !change.old.flag("is_default") { try requireNoDefault(new.family, in: transaction) }
        if let scope = old.addressScopeID { try requireOwn(scope, of: new.id, change.caller, in: transaction) }
        try requireScope(new, of: old, change.caller, in: transaction)
        if new.addressScopeID != old.addressScopeID { try tables.relinkScopes(of: new, in: transaction) }
        for network in new.prefixes.subtracting(old.prefixes).networks {
            try FreePrefixes.give(network, to: new.id, in: transaction)
        }
        return record
    }

    func answer(toUpdate record: JSONObject) -> JSONObject { SubnetPool.answer(record) }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        guard try !transaction.exists("SELECT 1 FROM subnets WHERE subnetpool_id=?", [.text(id)]) else {
            throw APIFault(.badRequest, type: "SubnetPoolDeleteError", message: "The subnet pool \(id) has subnets.")
        }
        try FreePrefixes.forget(id, in: transaction)
        try table.delete(id, in: transaction)
    }

    // MARK: rules

    private func pool(_ record: JSONObject) throws -> SubnetPool {
        _ = try SubnetPool.prefixes(record["prefixes"])
        guard let pool = SubnetPool(record) else { throw notFound(record.text("id")) }
        return pool
    }

    static func illegalPrefixes(_ reason: String) -> APIFault {
        APIFault(
            .badRequest, type: "IllegalSubnetPoolPrefixUpdate", message: "The prefixes cannot be changed like that: \(reason).")
    }

    private func requireNoDefault(_ family: IPAddress.Family, in transaction: any ReadTransaction) throws {
        guard try tables.defaultPool(family, in: transaction) == nil else {
            throw APIFault.invalidInput("there is a default subnet pool of IPv\(family.rawValue) already")
        }
    }

    /// A pool in a scope that others share is changed by the scope's owner only.
    private func requireOwn(_ scope: String, of pool: String, _ caller: Caller, in transaction: any ReadTransaction) throws {
        guard !caller.isAdmin, let owner = try tables.scopes.record(scope, in: transaction)?.text("project_id"), owner != caller.projectID
        else { return }
        throw APIFault(
            .badRequest, type: "IllegalSubnetPoolUpdate",
            message: "The subnet pool \(pool) is in the shared address scope \(scope) of another project.")
    }

    /// Refuses a pool that cannot be in its scope.
    ///
    /// - Parameter old: the pool as it is; `nil` when it is new.
    private func requireScope(_ pool: SubnetPool, of old: SubnetPool?, _ caller: Caller, in transaction: any ReadTransaction) throws {
        guard let id = pool.addressScopeID else { return }
        guard let scope = try tables.scopes.record(id, in: transaction) else {
            throw APIFault(.notFound, type: "AddressScopeNotFound", message: "There is no address scope \(id).")
        }
        guard caller.isAdmin || scope.flag("shared") || scope.text("project_id") == caller.projectID else {
            throw APIFault(
                .badRequest, type: "IllegalSubnetPoolAssociationToAddressScope",
                message: "The subnet pool \(pool.id) cannot be in the address scope \(id).")
        }
        guard scope["ip_version"]?.integerValue == pool.family.rawValue else {
            throw APIFault(
                .badRequest, type: "IllegalSubnetPoolIpVersionAssociationToAddressScope",
                message: "The subnet pool \(pool.id) is not of the family of the address scope \(id).")
        }
        if let old, old.addressScopeID != id { try requireWholeNetworks(pool.id, in: transaction) }
        let others = SQLCondition("address_scope_id=? AND id<>?", [.text(id), .text(pool.id)])
        for other in try table.records(where: others, in: transaction).compactMap({ SubnetPool($0) })
        where other.prefixes.overlaps(pool.prefixes) {
            throw APIFault(
                .conflict, type: "AddressScopePrefixConflict",
                message: "Another subnet pool of the address scope \(id) has these addresses.")
        }
    }

    /// Refuses to give a pool another scope when networks with its subnets have others of the family: they would be in different scopes.
    private func requireWholeNetworks(_ pool: String, in transaction: any ReadTransaction) throws {
        let isMixed = try transaction.exists(
            "SELECT 1 FROM subnets a JOIN subnets b ON b.network_id=a.network_id AND b.ip_version=a.ip_version"
                + " WHERE a.subnetpool_id=? AND b.subnetpool_id IS NOT a.subnetpool_id", [.text(pool)])
        guard !isMixed else { throw SubnetSource.mixedScopes }
    }
}
