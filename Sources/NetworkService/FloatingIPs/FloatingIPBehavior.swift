import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of floating IPs.
struct FloatingIPBehavior: ResourceBehavior {
    static let owner = "network:floatingip"

    let tables: NetworkTables
    let service: ServicePorts

    var table: ResourceTable { tables.floatingIPs }
    var faultName: String { "FloatingIP" }
    var allowsBulk: Bool { false }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    func scope(of caller: Caller) -> SQLCondition? { caller.own }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        let id = UUIDText.make()
        var record = draft.record(id: id, revision: 0)
        let network = try external(record.text("floating_network_id"), draft.caller, in: transaction)
        var attributes: JSONObject = [
            "network_id": network["id"] ?? .null, "device_id": .string(id), "device_owner": .string(Self.owner), "project_id": "",
            "status": "N/A",
        ]
        var wish = JSONObject()
        if let subnet = record["subnet_id"], !subnet.isNull { wish["subnet_id"] = subnet }
        if let address = record["floating_ip_address"], !address.isNull { wish["ip_address"] = address }
        if !wish.isEmpty { attributes["fixed_ips"] = [.object(wish)] }
        let port = try service.make(attributes, for: draft.caller, in: transaction)
        let address = (port["fixed_ips"]?.arrayValue ?? []).compactMap { FixedIP($0)?.address }.first { $0.family == .v4 }
        guard let address else {
            throw APIFault(
                .badRequest, type: "ExternalIpAddressExhausted", message: "The network \(network.text("id")) has no IPv4 address left.")
        }
        record["floating_ip_address"] = .string(address.description)
        record.removeValue(forKey: "subnet_id")
        record["status"] = "DOWN"
        record["router_id"] = .null
        try associate(&record, draft.caller, in: transaction)
        try table.insert(record, in: transaction)
        return record
    }

    private func external(_ id: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let network = try tables.networks.record(id, scope: NetworkBehavior.scope(of: caller), in: transaction) else {
            throw APIFault(.notFound, type: "NetworkNotFound", message: "There is no network \(id).")
        }
        guard network.flag("router:external") else { throw APIFault.badRequest("floatingip", "the network \(id) is not external") }
        return network
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.applied
        guard change.changes.contains("port_id") || change.changes.contains("fixed_ip_address") else { return record }
        if change.changes.contains("port_id"), !change.changes.contains("fixed_ip_address") { record["fixed_ip_address"] = .null }
        try associate(&record, change.caller, in: transaction)
        return record
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        for port in try service.ports(of: id, owners: [Self.owner], in: transaction) {
            try service.delete(port.text("id"), in: transaction)
        }
        try table.delete(id, in: transaction)
    }

    // MARK: association

    /// Leads the floating IP to the port and address that its record names, through a router that reaches both; to none, when it names none.
    private func associate(_ record: inout JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws {
        guard let id = record["port_id"]?.stringValue else {
            guard record["fixed_ip_address"]?.stringValue == nil else {
                throw APIFault.badRequest("floatingip", "fixed_ip_address needs a port_id")
            }
            record["router_id"] = .null
            return
        }
        guard let port = try tables.ports.record(id, in: transaction), caller.isAdmin || port.text("project_id") == caller.projectID else {
            throw APIFault(.notFound, type: "PortNotFound", message: "There is no port \(id).")
        }
        let fixed = try fixedIP(of: port, record["fixed_ip_address"]?.stringValue)
        record["fixed_ip_address"] = .string(fixed.address.description)
        let isTaken = try transaction.exists(
            "SELECT 1 FROM floatingips WHERE port_id=? AND fixed_ip_address=? AND floating_network_id=? AND id<>?",
            [
                .text(id), .text(fixed.address.description), .text(record.text("floating_network_id")), .text(record.text("id")),
            ])
        guard !isTaken else {
            throw APIFault(
                .conflict, type: "FloatingIPPortAlreadyAssociated",
                message: "Another floating IP of the network leads to \(fixed.address) of port \(id).")
        }
        guard let router = try router(from: record.text("floating_network_id"), to: fixed.subnetID, in: transaction) else {
            throw APIFault(
                .notFound, type: "ExternalGatewayForFloatingIPNotFound",
                message: "No router connects subnet \(fixed.subnetID) with the network \(record.text("floating_network_id")).")
        }
        record["router_id"] = .string(router)
    }

    /// The address of the port that is meant.
    private func fixedIP(of port: JSONObject, _ wanted: String?) throws -> FixedIP {
        let fixed = (port["fixed_ips"]?.arrayValue ?? []).compactMap { FixedIP($0) }.filter { $0.address.family == .v4 }
        if let wanted {
            guard let found = fixed.first(where: { $0.address == IPAddress(wanted) }) else {
                throw APIFault.badRequest("floatingip", "port \(port.text("id")) has no IPv4 address \(wanted)")
            }
            return found
        }
        guard let first = fixed.first, fixed.count == 1 else {
            throw APIFault.badRequest("floatingip", "port \(port.text("id")) has \(fixed.count) IPv4 addresses: name one that it has")
        }
        return first
    }

    /// The router that has the subnet and a gateway to the network; the one that the subnet's hosts use, when there are several.
    private func router(from network: String, to subnet: String, in transaction: any ReadTransaction) throws -> String? {
        let owners = SQLCondition.isOne(of: RouterPorts.interfaceOwners.map { .text($0) }, "i.device_owner")
        return try transaction.first(
            "SELECT i.device_id FROM ip_allocations a JOIN ports i ON i.id=a.port_id JOIN subnets s ON s.id=a.subnet_id"
                + " JOIN ports g ON g.device_id=i.device_id AND g.device_owner=? AND g.network_id=?"
                + " WHERE a.subnet_id=? AND \(owners.sql) ORDER BY a.ip_address<>s.gateway_ip, i.seq LIMIT 1",
            [.text(RouterPorts.gatewayOwner), .text(network), .text(subnet)] + owners.arguments
        ) { $0.text(0) }
    }
}
