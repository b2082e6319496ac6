import APIResources
import JSONCodec
import Persistence

/// The tables of resources that depend on each other, and what a change in one makes in the documents of another.
struct NetworkTables: Sendable {
    let networks: ResourceTable
    let subnets: ResourceTable
    let ports: ResourceTable
    let pools: ResourceTable
    let scopes: ResourceTable
    let groups: ResourceTable
    let groupRules: ResourceTable
    let routers: ResourceTable
    let floatingIPs: ResourceTable
    let meteringLabels: ResourceTable
    let meteringLabelRules: ResourceTable

    /// - Returns: `nil` when a definition is missing.
    init?(_ definitions: [ResourceDefinition]) {
        func table(_ collection: String) -> ResourceTable? {
            definitions.first { $0.collection == collection }.map { ResourceTable($0) }
        }
        guard let networks = table("networks"), let subnets = table("subnets"), let ports = table("ports"),
            let pools = table("subnetpools"), let scopes = table("address_scopes"),
            let groups = table("security_groups"), let groupRules = table("security_group_rules"),
            let routers = table("routers"), let floatingIPs = table("floatingips"),
            let meteringLabels = table("metering_labels"), let meteringLabelRules = table("metering_label_rules")
        else { return nil }
        self.networks = networks
        self.subnets = subnets
        self.ports = ports
        self.pools = pools
        self.scopes = scopes
        self.groups = groups
        self.groupRules = groupRules
        self.routers = routers
        self.floatingIPs = floatingIPs
        self.meteringLabels = meteringLabels
        self.meteringLabelRules = meteringLabelRules
    }

    func table(_ collection: String) -> ResourceTable? {
        [networks, subnets, ports].first { $0.definition.collection == collection }
    }

    /// Writes the ids of the network's subnets and the scopes of their pools into its document, which counts as a change of it.
    func relinkSubnets(of network: String, in transaction: any WriteTransaction) throws {
        guard var record = try networks.record(network, in: transaction) else { return }
        let ids = try transaction.rows("SELECT id FROM subnets WHERE network_id=? ORDER BY seq", [.text(network)]) {
            JSONValue.string($0.text(0))
        }
        record["subnets"] = .array(ids)
        for family in [IPAddress.Family.v4, .v6] {
            record[Self.scopeAttribute(family)] = JSONValue(try addressScope(of: network, family, in: transaction))
        }
        record.touch()
        try networks.update(record, in: transaction)
    }

    static func scopeAttribute(_ family: IPAddress.Family) -> String { "ipv\(family.rawValue)_address_scope" }

    /// The address scope of the pools that the network's subnets of a family are of: one, or none.
    ///
    /// - Parameter pool: the id of a pool that does not count.
    func addressScope(
        of network: String, _ family: IPAddress.Family, except pool: String = "", in transaction: any ReadTransaction
    ) throws -> String? {
        try transaction.first(
            "SELECT p.address_scope_id FROM subnets s JOIN subnetpools p ON p.id=s.subnetpool_id"
                + " WHERE s.network_id=? AND s.ip_version=? AND p.id<>? AND p.address_scope_id IS NOT NULL LIMIT 1",
            [.text(network), .integer(family.rawValue), .text(pool)]
        ) { $0.text(0) }
    }

    /// Shows on the networks that have subnets of a pool the scope that the pool is in.
    func relinkScopes(of pool: SubnetPool, in transaction: any WriteTransaction) throws {
        let attribute = Self.scopeAttribute(pool.family)
        let scope = pool.addressScopeID
        let condition = SQLCondition(
            "id IN (SELECT network_id FROM subnets WHERE subnetpool_id=?) AND \(attribute) IS NOT ?",
            [.text(pool.id), scope.map { .text($0) } ?? .null])
        for var network in try networks.records(where: condition, in: transaction) {
            let other = try scope ?? addressScope(of: network.text("id"), pool.family, except: pool.id, in: transaction)
            network[attribute] = JSONValue(other)
            try networks.update(network, in: transaction)
        }
    }

    /// The pool that subnets of the family are of when they ask for none in particular; `nil` when there is none that `scope` admits.
    func defaultPool(
        _ family: IPAddress.Family, scope: SQLCondition? = nil, in transaction: any ReadTransaction
    ) throws -> JSONObject? {
        var condition = SQLCondition("ip_version=? AND is_default = 1", [.integer(family.rawValue)])
        if let scope { condition = SQLCondition("\(condition.sql) AND \(scope.sql)", condition.arguments + scope.arguments) }
        return try pools.records(where: condition, in: transaction).first
    }

    /// Shows on the subnets of a network whether it leads outside.
    func relinkExternal(_ network: JSONObject, in transaction: any WriteTransaction) throws {
        let isExternal = network.flag("router:external")
        let condition = SQLCondition(
            "network_id=? AND router_external<>?", [.text(network.text("id")), .integer(isExternal ? 1 : 0)])
        for var subnet in try subnets.records(where: condition, in: transaction) {
            subnet["router:external"] = .bool(isExternal)
            try subnets.update(subnet, in: transaction)
        }
    }
}
