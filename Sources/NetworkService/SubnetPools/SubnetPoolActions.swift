import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Answers the requests that add prefixes and subnets to a pool, or take prefixes away.
struct SubnetPoolActions: Sendable {
    let resource: ResourceController
    let behavior: SubnetPoolBehavior

    private var tables: NetworkTables { behavior.tables }

    func addPrefixes(_ request: Request, id: String) async throws -> Response {
        let added = try await prefixes(request)
        return try await change(request, id, "add_prefixes") { pool, caller, transaction in
            let wanted = (pool["prefixes"]?.arrayValue ?? []) + added.map { .string($0.description) }
            return try behavior.update(Change(old: pool, changes: ["prefixes": .array(wanted)], caller: caller), in: transaction)
        }
    }

    func removePrefixes(_ request: Request, id: String) async throws -> Response {
        let removed = try await prefixes(request)
        return try await change(request, id, "remove_prefixes") { record, _, transaction in
            guard let pool = SubnetPool(record) else { return record }
            let gone = pool.prefixes.intersection(PrefixSet(pool.family, removed))
            for network in gone.networks {
                guard try FreePrefixes.take(network, from: pool.id, in: transaction) else {
                    throw SubnetPoolBehavior.illegalPrefixes("subnets have a part of \(network)")
                }
            }
            var record = record
            record["prefixes"] = SubnetPool.document(pool.prefixes.subtracting(gone))
            return record
        }
    }

    /// Makes the subnets that a network has of the pool's family subnets of the pool.
    func onboard(_ request: Request, id: String) async throws -> Response {
        let body = try BodyRules.object(try await request.body.collect())
        guard let network = body["network_id"]?.stringValue else { throw APIFault.invalidInput("the body has no network_id") }
        let caller = resource.policy.caller(request.context)
        let subnets = try await resource.store.write { [self] transaction in
            let record = try permitted(id, "onboard_network_subnets", caller, in: transaction)
            guard let pool = SubnetPool(record) else { throw behavior.notFound(id) }
            try requireOwn(network, caller, in: transaction)
            let condition = SQLCondition("network_id=? AND ip_version=?", [.text(network), .integer(pool.family.rawValue)])
            let subnets = try tables.subnets.records(where: condition, in: transaction)
            let wanted = (record["prefixes"]?.arrayValue ?? []) + subnets.compactMap { $0["cidr"] }
            let change = Change(old: record, changes: ["prefixes": .array(wanted)], caller: caller)
            try write(try behavior.update(change, in: transaction), over: record, in: transaction)
            for var subnet in subnets {
                guard let cidr = IPNetwork(subnet.text("cidr")), try FreePrefixes.take(cidr, from: id, in: transaction) else {
                    throw APIFault(
                        .badRequest, type: "IllegalSubnetPoolUpdate",
                        message: "Subnet \(subnet.text("id")) has addresses that another subnet of the pool \(id) has.")
                }
                try SubnetPool.giveBack(subnet, in: transaction)
                subnet["subnetpool_id"] = .string(id)
                subnet.touch()
                try tables.subnets.update(subnet, in: transaction)
            }
            try tables.relinkSubnets(of: network, in: transaction)
            return subnets
        }
        return Response(json: .array(subnets.map { ["id": $0["id"] ?? .null, "cidr": $0["cidr"] ?? .null] }))
    }

    private func requireOwn(_ network: String, _ caller: Caller, in transaction: any ReadTransaction) throws {
        let scope = NetworkBehavior.scope(of: caller)
        guard let record = try tables.networks.record(network, scope: scope, in: transaction) else {
            throw APIFault(.notFound, type: "NetworkNotFound", message: "There is no network \(network).")
        }
        guard caller.isAdmin || record.text("project_id") == caller.projectID else {
            throw APIFault(.forbidden, type: "NotAuthorized", message: "The network \(network) is another project's.")
        }
    }

    // MARK: parts

    /// The prefixes of a body.
    private func prefixes(_ request: Request) async throws -> [IPNetwork] {
        let body = try BodyRules.object(try await request.body.collect())
        guard let value = body["prefixes"], let elements = value.arrayValue, !elements.isEmpty else {
            throw APIFault.malformed("The body has no 'prefixes'")
        }
        if let reason = ValidationRule.subnetList.reason(against: value) { throw APIFault.invalidInput("prefixes: \(reason)") }
        return SubnetPool.networks(value)
    }

    /// The pool, when the caller may do this with it.
    private func permitted(_ id: String, _ rule: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        let record = try resource.visible(id, caller, in: transaction)
        try resource.policy.require(rule, caller, try behavior.target(of: record, in: transaction))
        return record
    }

    private func write(_ record: JSONObject, over old: JSONObject, in transaction: any WriteTransaction) throws {
        guard record != old else { return }
        var record = record
        record.touch()
        try tables.pools.update(record, in: transaction)
    }

    /// Writes what `next` makes of the pool, and answers its prefixes.
    private func change(
        _ request: Request, _ id: String, _ rule: String,
        _ next: @escaping @Sendable (JSONObject, Caller, any WriteTransaction) throws -> JSONObject
    ) async throws -> Response {
        let caller = resource.policy.caller(request.context)
        let prefixes = try await resource.store.write { [self] transaction in
            let old = try permitted(id, rule, caller, in: transaction)
            let record = try next(old, caller, transaction)
            try write(record, over: old, in: transaction)
            return record["prefixes"] ?? []
        }
        return Response(json: ["prefixes": prefixes])
    }
}
