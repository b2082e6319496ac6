import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Connects a router with subnets of projects, and takes it off.
struct RouterInterfaces: Sendable {
    let tables: NetworkTables
    let ports: RouterPorts

    /// What a request names: a port, a subnet, or both.
    struct Names: Sendable {
        var port: String?
        var subnet: String?

        init(_ body: JSONObject) throws {
            func id(_ key: String) throws -> String? {
                guard let value = body[key], !value.isNull else { return nil }
                guard let text = value.stringValue, UUIDText.isUUIDLike(text) else {
                    throw APIFault.badRequest("router", "\(key) is no UUID")
                }
                return text
            }
            port = try id("port_id")
            subnet = try id("subnet_id")
            guard port != nil || subnet != nil else { throw APIFault.badRequest("router", "the body has neither subnet_id nor port_id") }
        }
    }

    // MARK: adding

    func add(_ names: Names, to router: JSONObject, for caller: Caller, in transaction: any WriteTransaction) throws -> JSONObject {
        let port: JSONObject
        let subnets: [JSONObject]
        switch (names.port, names.subnet) {
        case (let id?, nil): (port, subnets) = try attach(id, to: router, caller, in: transaction)
        case (nil, let id?): (port, subnets) = try connect(id, to: router, caller, in: transaction)
        default: throw APIFault.badRequest("router", "subnet_id and port_id cannot both be given")
        }
        return Self.answer(router, port, subnets.map { $0.text("id") })
    }

    private static func answer(_ router: JSONObject, _ port: JSONObject, _ subnets: [String]) -> JSONObject {
        [
            "id": router["id"] ?? .null, "project_id": router["project_id"] ?? .null, "port_id": port["id"] ?? .null,
            "network_id": port["network_id"] ?? .null, "subnet_id": JSONValue(subnets.first),
            "subnet_ids": .array(subnets.map { .string($0) }),
        ]
    }

    /// Makes a port that is there the router's.
    private func attach(
        _ id: String, to router: JSONObject, _ caller: Caller, in transaction: any WriteTransaction
    ) throws -> (JSONObject, [JSONObject]) {
        guard var port = try tables.ports.record(id, in: transaction), caller.isAdmin || port.text("project_id") == caller.projectID else {
            throw APIFault(.notFound, type: "PortNotFound", message: "There is no port \(id).")
        }
        guard port.text("device_id").isEmpty else {
            throw APIFault(
                .conflict, type: "PortInUse", message: "Port \(id) of network \(port.text("network_id")) is \(port.text("device_id"))'s.")
        }
        let subnets = try (port["fixed_ips"]?.arrayValue ?? []).compactMap { FixedIP($0) }
            .compactMap { try tables.subnets.record($0.subnetID, in: transaction) }
        guard !subnets.isEmpty else { throw APIFault.badRequest("router", "port \(id) has no address") }
        guard subnets.filter({ $0["ip_version"] == 4 }).count < 2 else {
            throw APIFault.badRequest("router", "port \(id) has several IPv4 addresses")
        }
        for subnet in subnets { try requireRoom(subnet, router.text("id"), in: transaction) }
        port["device_id"] = router["id"] ?? .null
        port["device_owner"] = RouterPorts.interfaceOwner(of: router)
        return (try ports.service.write(port, in: transaction), subnets)
    }

    /// Gives the router the gateway address of a subnet: on a port of its own, or on that which its other IPv6 subnets of the network have.
    private func connect(
        _ id: String, to router: JSONObject, _ caller: Caller, in transaction: any WriteTransaction
    ) throws -> (JSONObject, [JSONObject]) {
        let scope = SQLCondition(
            "(project_id = ? OR network_id IN (SELECT id FROM networks WHERE project_id = ? OR shared = 1))",
            [.text(caller.projectID), .text(caller.projectID)])
        guard let subnet = try tables.subnets.record(id, scope: caller.isAdmin ? nil : scope, in: transaction) else {
            throw APIFault(.notFound, type: "SubnetNotFound", message: "There is no subnet \(id).")
        }
        guard let gateway = subnet["gateway_ip"]?.stringValue else {
            throw APIFault.badRequest("router", "subnet \(id) has no gateway address")
        }
        try requireRoom(subnet, router.text("id"), in: transaction)
        let fixed: JSONValue = ["subnet_id": .string(id), "ip_address": .string(gateway)]
        if subnet["ip_version"] == 6, let port = try versionSixPort(on: subnet.text("network_id"), router.text("id"), in: transaction) {
            let wanted = (port["fixed_ips"]?.arrayValue ?? []) + [fixed]
            return (try ports.service.move(port, to: wanted, for: caller, in: transaction), [subnet])
        }
        let port = try ports.service.make(
            [
                "network_id": subnet["network_id"] ?? .null, "fixed_ips": [fixed], "device_id": router["id"] ?? .null,
                "device_owner": RouterPorts.interfaceOwner(of: router), "project_id": router["project_id"] ?? "",
            ], for: caller, in: transaction)
        return (port, [subnet])
    }

    private func versionSixPort(on network: String, _ router: String, in transaction: any ReadTransaction) throws -> JSONObject? {
        try ports.interfaces(of: router, in: transaction).first { port in
            let addresses = (port["fixed_ips"]?.arrayValue ?? []).compactMap { FixedIP($0) }
            return port.text("network_id") == network && addresses.allSatisfy { $0.address.family == .v6 }
        }
    }

    /// Refuses a subnet that the router has, or that overlaps with one it has.
    private func requireRoom(_ subnet: JSONObject, _ router: String, in transaction: any ReadTransaction) throws {
        guard let network = IPNetwork(subnet.text("cidr")) else { return }
        for connection in try ports.connections(of: router, in: transaction) {
            guard connection.subnet != subnet.text("id") else {
                throw APIFault.badRequest("router", "router \(router) has a port on subnet \(connection.subnet) already")
            }
            guard !connection.network.overlaps(network) else {
                throw APIFault.badRequest("router", "\(network) overlaps with \(connection.network) of subnet \(connection.subnet)")
            }
        }
    }

    // MARK: removing

    func remove(_ names: Names, from router: JSONObject, for caller: Caller, in transaction: any WriteTransaction) throws -> JSONObject {
        let id = router.text("id")
        let connections = try ports.connections(of: id, owners: RouterPorts.interfaceOwners, in: transaction)
        let going: [RouterPorts.Connection]
        if let port = names.port {
            going = connections.filter { $0.port == port }
            guard !going.isEmpty else {
                throw APIFault(.notFound, type: "RouterInterfaceNotFound", message: "Router \(id) has no interface with the port \(port).")
            }
            if let subnet = names.subnet, !going.contains(where: { $0.subnet == subnet }) {
                throw APIFault(
                    .conflict, type: "SubnetMismatchForPort", message: "Port \(port) has no address in subnet \(subnet).")
            }
        } else {
            going = connections.filter { $0.subnet == names.subnet }
            guard !going.isEmpty else {
                throw APIFault(
                    .notFound, type: "RouterInterfaceNotFoundForSubnet",
                    message: "Router \(id) has no interface on subnet \(names.subnet ?? "").")
            }
        }
        for connection in going { try requireUnused(connection, router, in: transaction) }
        guard let first = going.first, let port = try tables.ports.record(first.port, in: transaction) else { return [:] }
        let subnets = Set(going.map(\.subnet))
        let kept = (port["fixed_ips"]?.arrayValue ?? []).filter { !subnets.contains($0["subnet_id"]?.stringValue ?? "") }
        if kept.isEmpty {
            try ports.service.delete(first.port, in: transaction)
        } else {
            _ = try ports.service.move(port, to: kept, for: caller, in: transaction)
        }
        return Self.answer(router, port, going.map(\.subnet))
    }

    private func requireUnused(_ connection: RouterPorts.Connection, _ router: JSONObject, in transaction: any ReadTransaction) throws {
        let hops = (router["routes"]?.arrayValue ?? []).compactMap { $0["nexthop"]?.stringValue.flatMap { IPAddress($0) } }
        guard !hops.contains(where: connection.network.contains) else {
            throw APIFault(
                .conflict, type: "RouterInterfaceInUseByRoute",
                message: "Routes of router \(router.text("id")) go through subnet \(connection.subnet).")
        }
        let isTranslated = try transaction.exists(
            "SELECT 1 FROM floatingips f JOIN ip_allocations a ON a.port_id=f.port_id AND a.ip_address=f.fixed_ip_address"
                + " WHERE f.router_id=? AND a.subnet_id=?", [.text(router.text("id")), .text(connection.subnet)])
        guard !isTranslated else {
            throw APIFault(
                .conflict, type: "RouterInterfaceInUseByFloatingIP",
                message: "Floating IPs need the interface of router \(router.text("id")) on subnet \(connection.subnet).")
        }
    }
}
