import APIResources
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of subnets.
struct SubnetBehavior: ResourceBehavior {
    let tables: NetworkTables
    let addresses: AddressAllocator
    let config: @Sendable () -> ConfigSnapshot

    var table: ResourceTable { tables.subnets }

    var computedFilters: [String: QueryRules.ComputedFilter] {
        [
            "shared": { values in
                let wanted = try values.map { text in
                    do throws(InputError) { return SQLValue(try Conversion.boolean.convert(.string(text))) } catch {
                        throw APIFault(error, attribute: "shared")
                    }
                }
                let shared = SQLCondition.isOne(of: wanted, "shared")
                return SQLCondition("network_id IN (SELECT id FROM networks WHERE \(shared.sql))", shared.arguments)
            }
        ]
    }

    var parent: PolicyParent? { PolicyParent(tables.networks.definition, named: "network_id") }

    func scope(of caller: Caller) -> SQLCondition? {
        if caller.isAdmin || caller.isService { return nil }
        return SQLCondition(
            "(project_id = ? OR network_id IN (SELECT id FROM networks WHERE project_id = ? OR shared = 1 OR router_external = 1))",
            [.text(caller.projectID), .text(caller.projectID)])
    }

    private func network(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let network = try tables.networks.record(id, in: transaction) else {
            throw APIFault(.notFound, type: "NetworkNotFound", message: "There is no network \(id).")
        }
        return network
    }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget {
        PolicyTarget(record, on: try network(record.text("network_id"), in: transaction))
    }

    func check(_ draft: Draft) throws {
        let item = draft.item
        try SubnetSource.check(item)
        if item["cidr"]?.stringValue != nil { try SubnetRules.checkModes(item, try SubnetRules.network(item)) }
        try checkLimits(item, "")
    }

    private func checkLimits(_ item: JSONObject, _ id: String) throws {
        let config = config()
        try SubnetRules.checkLimits(
            item, subnet: id, nameservers: config.int("max_dns_nameservers") ?? 5, routes: config.int("max_subnet_host_routes") ?? 20)
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.record(revision: 0)
        let owner = try network(record.text("network_id"), in: transaction)
        let delegates = config().bool("ipv6_pd_enabled")
        let source = try SubnetSource(draft, delegates: delegates, tables, in: transaction)
        let isChosen = record["cidr"]?.stringValue == nil
        let cidr = try source.prefix(for: record, of: record.text("project_id"), in: transaction)
        if isChosen, case .pool = source { try SubnetRules.checkChosen(record, cidr) }
        try requireRoom(cidr, on: owner.text("id"), in: transaction)
        try source.requireAffinity(to: owner.text("id"), cidr.family, tables, in: transaction)
        let gateway = try SubnetRules.gateway(record, cidr, isChosen: isChosen)
        let given = record["allocation_pools"]?.arrayValue ?? []
        let pools = given.isEmpty ? AddressPool.automatic(cidr, gateway: gateway) : try SubnetRules.pools(given, cidr)
        if !given.isEmpty { try SubnetRules.requireOutside(gateway, pools) }
        record["cidr"] = .string(cidr.description)
        record["gateway_ip"] = gateway.map { .string($0.description) } ?? .null
        record["allocation_pools"] = .array(pools.map(\.document))
        for (key, value) in Self.unspecified where record[key] == nil { record[key] = value }
        record["subnetpool_id"] = source.poolID
        for key in ["prefixlen", "use_default_subnetpool"] { record.removeValue(forKey: key) }
        record["router:external"] = .bool(owner.flag("router:external"))
        try table.insert(record, in: transaction)
        try tables.relinkSubnets(of: owner.text("id"), in: transaction)
        if let addressing = SubnetAddressing(record), addressing.isAutomatic {
            try addresses.adopt(addressing, on: owner.text("id"), in: transaction)
        }
        return record
    }

    private static let unspecified: [(String, JSONValue)] = [
        ("ipv6_ra_mode", .null), ("ipv6_address_mode", .null), ("dns_nameservers", []), ("host_routes", []),
        ("service_types", []),
    ]

    /// Refuses a subnet that overlaps with another of its network; what has no prefix of its own yet overlaps with nothing.
    private func requireRoom(_ cidr: IPNetwork, on network: String, in transaction: any ReadTransaction) throws {
        let others = try transaction.rows(
            "SELECT cidr FROM subnets WHERE network_id=? AND ip_version=?", [.text(network), .integer(cidr.family.rawValue)]
        ) { $0.text(0) }
        for other in others {
            guard let taken = IPNetwork(other), taken.overlaps(cidr), other != SubnetSource.provisional else { continue }
            // Clients that try one network after the other know these words.
            throw APIFault.invalidInput("\(cidr) overlaps with another subnet of its network, \(taken)")
        }
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.old
        guard let cidr = IPNetwork(record.text("cidr")) else { return record }
        try checkLimits(change.changes, record.text("id"))
        for member in change.changes { record[member.key] = member.value }
        var pools = (change.old["allocation_pools"]?.arrayValue ?? []).compactMap { AddressPool($0) }
        if let given = change.changes["allocation_pools"]?.arrayValue {
            pools = try SubnetRules.pools(given, cidr)
            record["allocation_pools"] = .array(pools.map(\.document))
        }
        let gateway = try record["gateway_ip"]?.stringValue.map { try SubnetRules.checkedGateway($0, cidr) }
        if change.changes.contains("gateway_ip") || change.changes.contains("allocation_pools") {
            try SubnetRules.requireOutside(gateway, pools)
        }
        if record["gateway_ip"] != change.old["gateway_ip"] { try requireUnusedGateway(change.old, in: transaction) }
        if record.flag("enable_dhcp"), !change.old.flag("enable_dhcp"), cidr.family == .v4, cidr.prefixLength > 30 {
            throw APIFault.invalidInput("\(cidr) has no addresses for DHCP")
        }
        return record
    }

    /// Refuses to take away a gateway address that a router has.
    private func requireUnusedGateway(_ old: JSONObject, in transaction: any ReadTransaction) throws {
        guard let gateway = old["gateway_ip"]?.stringValue else { return }
        let port = try transaction.first(
            "SELECT p.id FROM ip_allocations a JOIN ports p ON p.id=a.port_id"
                + " WHERE a.subnet_id=? AND a.ip_address=? AND p.device_owner LIKE 'network:router_interface%'",
            [.text(old.text("id")), .text(gateway)]
        ) { $0.text(0) }
        guard let port else { return }
        throw APIFault(.conflict, type: "GatewayIpInUse", message: "Port \(port) has the gateway address \(gateway).")
    }

    func changed(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        try tables.relinkSubnets(of: record.text("network_id"), in: transaction)
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        if !SubnetAddressing.isAutomatic(record) {
            let owners = NetworkBehavior.disposableOwners.map { _ in "?" }.joined(separator: ",")
            let isUsed = try transaction.exists(
                "SELECT 1 FROM ip_allocations a JOIN ports p ON p.id=a.port_id WHERE a.subnet_id=? AND p.device_owner NOT IN (\(owners))",
                [.text(id)] + NetworkBehavior.disposableOwners.map { .text($0) })
            guard !isUsed else { throw APIFault(.conflict, type: "SubnetInUse", message: "Subnet \(id) has addresses in use.") }
        } else {
            let isUsed = try transaction.exists(
                "SELECT 1 FROM ip_allocations a JOIN ports p ON p.id=a.port_id"
                    + " WHERE a.subnet_id=? AND p.device_owner LIKE 'network:router_interface%'",
                [.text(id)])
            guard !isUsed else { throw APIFault(.conflict, type: "SubnetInUse", message: "Subnet \(id) is connected to a router.") }
        }
        try addresses.abandon(id, in: transaction)
        try SubnetPool.giveBack(record, in: transaction)
        try table.delete(id, in: transaction)
        try tables.relinkSubnets(of: record.text("network_id"), in: transaction)
    }
}
