import APIResources
import JSONCodec
import Persistence

/// The tables of networks, subnets and ports, and what a change in one makes in the documents of another.
struct NetworkTables: Sendable {
    let networks: ResourceTable
    let subnets: ResourceTable
    let ports: ResourceTable

    /// - Returns: `nil` when a definition is missing.
    init?(_ definitions: [ResourceDefinition]) {
        func table(_ collection: String) -> ResourceTable? {
            definitions.first { $0.collection == collection }.map { ResourceTable($0) }
        }
        guard let networks = table("networks"), let subnets = table("subnets"), let ports = table("ports") else { return nil }
        self.networks = networks
        self.subnets = subnets
        self.ports = ports
    }

    func table(_ collection: String) -> ResourceTable? {
        [networks, subnets, ports].first { $0.definition.collection == collection }
    }

    /// Writes the ids of the network's subnets into its document, which counts as a change of it.
    func relinkSubnets(of network: String, in transaction: any WriteTransaction) throws {
        guard var record = try networks.record(network, in: transaction) else { return }
        let ids = try transaction.rows("SELECT id FROM subnets WHERE network_id=? ORDER BY seq", [.text(network)]) {
            JSONValue.string($0.text(0))
        }
        record["subnets"] = .array(ids)
        record.touch()
        try networks.update(record, in: transaction)
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
