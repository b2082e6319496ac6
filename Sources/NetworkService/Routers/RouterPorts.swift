import APIResources
import JSONCodec
import Persistence

/// The ports that connect a router.
struct RouterPorts: Sendable {
    static let gatewayOwner = "network:router_gateway"
    /// The owners of ports to subnets: of a router in one place, and of one that is on every host.
    static let interfaceOwners = ["network:router_interface", "network:router_interface_distributed"]

    static func interfaceOwner(of router: JSONObject) -> JSONValue { .string(interfaceOwners[router.flag("distributed") ? 1 : 0]) }

    let tables: NetworkTables
    let service: ServicePorts

    /// An address of the router in a subnet.
    struct Connection: Sendable {
        var port: String
        var subnet: String
        var address: String
        var network: IPNetwork
    }

    func interfaces(of router: String, in transaction: any ReadTransaction) throws -> [JSONObject] {
        try service.ports(of: router, owners: Self.interfaceOwners, in: transaction)
    }

    func gateway(of router: String, in transaction: any ReadTransaction) throws -> JSONObject? {
        try service.ports(of: router, owners: [Self.gatewayOwner], in: transaction).first
    }

    /// Gives the ports to subnets the owner that goes with the kind of router it is.
    func relabel(_ router: JSONObject, in transaction: any WriteTransaction) throws {
        for var port in try interfaces(of: router.text("id"), in: transaction) {
            port["device_owner"] = Self.interfaceOwner(of: router)
            _ = try service.write(port, in: transaction)
        }
    }

    /// All addresses of the router's ports of some owners.
    func connections(
        of router: String, owners: [String] = interfaceOwners + [gatewayOwner], in transaction: any ReadTransaction
    ) throws -> [Connection] {
        let condition = SQLCondition.isOne(of: owners.map { .text($0) }, "p.device_owner")
        return try transaction.rows(
            "SELECT p.id, a.subnet_id, a.ip_address, s.cidr FROM ports p JOIN ip_allocations a ON a.port_id=p.id"
                + " JOIN subnets s ON s.id=a.subnet_id WHERE p.device_id=? AND \(condition.sql) ORDER BY p.seq",
            [.text(router)] + condition.arguments
        ) { ($0.text(0), $0.text(1), $0.text(2), IPNetwork($0.text(3))) }
        .compactMap { row in row.3.map { Connection(port: row.0, subnet: row.1, address: row.2, network: $0) } }
    }
}
