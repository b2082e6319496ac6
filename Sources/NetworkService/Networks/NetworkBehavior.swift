import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of networks.
struct NetworkBehavior: ResourceBehavior {
    let tables: NetworkTables
    let segmentTypes: SegmentTypesCache

    /// Owners of ports that go with the network they are on.
    static let disposableOwners = ["network:dhcp", "network:distributed", "network:floatingip_agent_gateway"]

    var table: ResourceTable { tables.networks }

    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    func scope(of caller: Caller) -> SQLCondition? { Self.scope(of: caller) }

    static func scope(of caller: Caller) -> SQLCondition? {
        if caller.isAdmin || caller.isService { return nil }
        return SQLCondition("(project_id = ? OR shared = 1 OR router_external = 1)", [.text(caller.projectID)])
    }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func check(_ draft: Draft) throws {
        _ = try SegmentAllocator(types: segmentTypes.current).requested(draft.item)
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        let id = UUIDText.make()
        var record = draft.record(id: id, revision: 1)
        let allocator = SegmentAllocator(types: segmentTypes.current)
        let segments = try allocator.allocate(try allocator.requested(draft.item), for: id, in: transaction)
        for key in record.keys where key.hasPrefix("provider:") { record.removeValue(forKey: key) }
        record.removeValue(forKey: "segments")
        record["subnets"] = []
        record["status"] = "ACTIVE"
        if segments.count == 1, let segment = segments.first {
            for member in segment.document { record[member.key] = member.value }
        } else {
            record["segments"] = .array(segments.map { .object($0.document) })
        }
        let maximum = segments.map { allocator.types.maximumMTU($0.type) }.min() ?? 0
        record["mtu"] = .integer(try Self.mtu(record["mtu"], maximum: maximum))
        for family in [IPAddress.Family.v4, .v6] { record[NetworkTables.scopeAttribute(family)] = .null }
        try settleDefault(&record, asked: draft.item["is_default"], in: transaction)
        record["l2_adjacency"] = true
        try table.insert(record, in: transaction)
        // Who has a network has a security group for its ports.
        _ = try SecurityGroupBook(tables: tables).requireDefaultGroup(of: record.text("project_id"), in: transaction)
        // The answer to the one who makes a network says it of every network, as the imitated service does.
        if record["is_default"] == nil { record["is_default"] = false }
        return record
    }

    /// Only external networks are the default or not: of two that are made so the second is refused.
    private func settleDefault(_ record: inout JSONObject, asked: JSONValue?, in transaction: any ReadTransaction) throws {
        guard record.flag("router:external") else {
            record.removeValue(forKey: "is_default")
            return
        }
        let isDefault = asked?.boolValue ?? record.flag("is_default")
        record["is_default"] = .bool(isDefault)
        guard isDefault else { return }
        let other = try transaction.first("SELECT id FROM networks WHERE is_default = 1 AND id<>?", [.text(record.text("id"))]) {
            $0.text(0)
        }
        guard let other else { return }
        throw APIFault(
            .conflict, type: "DefaultExternalNetworkExists", message: "The network \(other) is the default external network already.")
    }

    /// 0 means the largest there is.
    private static func mtu(_ value: JSONValue?, maximum: Int) throws -> Int {
        guard let wanted = value?.integerValue, wanted > 0 else { return maximum }
        guard wanted <= maximum else { throw APIFault.invalidInput("MTU \(wanted) is above \(maximum)") }
        return wanted
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var changes = change.changes
        for key in changes.keys where key.hasPrefix("provider:") || key == "segments" {
            guard changes[key] == change.old[key] else {
                throw APIFault.invalidInput("provider attributes of a network cannot be changed")
            }
            changes.removeValue(forKey: key)
        }
        let id = change.old.text("id")
        if change.old.flag("shared"), changes["shared"] == false { try requireOwnUse(id, change.old, in: transaction) }
        if change.old.flag("router:external"), changes["router:external"] == false { try requireNoGateway(id, in: transaction) }
        if changes["mtu"] != nil {
            let types = segmentTypes.current
            let segments = change.old["segments"]?.arrayValue ?? [.object(change.old)]
            let maximum = segments.compactMap { $0["provider:network_type"]?.stringValue }.map { types.maximumMTU($0) }.min()
            changes["mtu"] = .integer(try Self.mtu(changes["mtu"], maximum: maximum ?? 0))
        }
        var record = change.old
        for member in changes { record[member.key] = member.value }
        if changes.contains("is_default") || changes.contains("router:external") {
            try settleDefault(&record, asked: changes["is_default"], in: transaction)
        }
        return record
    }

    /// Refuses to take a network back from others that have ports on it.
    private func requireOwnUse(_ id: String, _ network: JSONObject, in transaction: any ReadTransaction) throws {
        let owner = SQLValue(network["project_id"] ?? .null)
        let isUsed = try transaction.exists(
            "SELECT 1 FROM ports WHERE network_id=? AND project_id<>? AND project_id<>'' AND device_owner NOT LIKE 'network:%'",
            [.text(id), owner])
        guard !isUsed else {
            throw APIFault(
                .conflict, type: "InvalidSharedSetting",
                message: "The network \(id) cannot be unshared: other projects have ports on it.")
        }
    }

    private func requireNoGateway(_ id: String, in transaction: any ReadTransaction) throws {
        let isUsed = try transaction.exists(
            "SELECT 1 FROM ports WHERE network_id=? AND device_owner IN ('network:router_gateway','network:floatingip')", [.text(id)])
        guard !isUsed else {
            throw APIFault(.conflict, type: "ExternalNetworkInUse", message: "The external network \(id) has gateways or floating IPs.")
        }
    }

    /// The subnets of a network show whether it leads outside.
    func changed(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        try tables.relinkExternal(record, in: transaction)
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        try tables.forgetFloatingIPs(of: id, in: transaction)
        let owners = Self.disposableOwners.map { _ in "?" }.joined(separator: ",")
        let isUsed = try transaction.exists(
            "SELECT 1 FROM ports WHERE network_id=? AND device_owner NOT IN (\(owners))",
            [.text(id)] + Self.disposableOwners.map { .text($0) })
        guard !isUsed else {
            throw APIFault(
                .conflict, type: "NetworkInUse", message: "There are one or more ports still in use on the network: \(id) stays.")
        }
        let pooled = SQLCondition("network_id=? AND subnetpool_id IS NOT NULL", [.text(id)])
        for subnet in try tables.subnets.records(where: pooled, in: transaction) { try SubnetPool.giveBack(subnet, in: transaction) }
        try SecurityGroupBook(tables: tables).unbindPorts(on: id, in: transaction)
        for related in ["ports", "subnets"] {
            try transaction.execute(
                "DELETE FROM network_tags WHERE resource_id IN (SELECT id FROM \(related) WHERE network_id=?)", [.text(id)])
            try transaction.execute("DELETE FROM \(related) WHERE network_id=?", [.text(id)])
        }
        try transaction.execute("DELETE FROM ip_allocations WHERE network_id=?", [.text(id)])
        try SegmentAllocator(types: segmentTypes.current).release(id, in: transaction)
        try table.delete(id, in: transaction)
    }
}
