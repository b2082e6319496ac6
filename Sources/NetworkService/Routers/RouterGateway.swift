import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Connects a router with an external network, and takes it off.
struct RouterGateway: Sendable {
    let tables: NetworkTables
    let ports: RouterPorts
    /// Whether gateways hide the router's subnets when a request does not say.
    let translates: Bool

    /// Gives the router the gateway that a request asks for.
    ///
    /// - Parameter wanted: `null` or an empty object for none.
    /// - Returns: what the router shows of it.
    func set(
        _ wanted: JSONValue, of router: JSONObject, for caller: Caller, in transaction: any WriteTransaction
    ) throws -> JSONValue {
        let id = router.text("id")
        guard let info = wanted.objectValue, !info.isEmpty else {
            try clear(id, in: transaction)
            return .null
        }
        let old = try ports.gateway(of: id, in: transaction)
        let network = try external(info.text("network_id"), caller, in: transaction)
        let fixed = info["external_fixed_ips"]?.arrayValue
        var port: JSONObject
        if let old, old["network_id"] == network["id"] {
            port = old
            if let fixed { port = try ports.service.move(old, to: fixed, for: caller, in: transaction) }
        } else {
            try clear(id, in: transaction)
            var attributes: JSONObject = [
                "network_id": network["id"] ?? .null, "device_id": .string(id), "device_owner": .string(RouterPorts.gatewayOwner),
                "project_id": "",
            ]
            if let fixed { attributes["fixed_ips"] = .array(fixed) }
            port = try ports.service.make(attributes, for: caller, in: transaction)
        }
        try requireRoom(id, in: transaction)
        var snat = JSONValue.bool(translates)
        if let given = info["enable_snat"], let converted = try? Conversion.boolean.convert(given) { snat = converted }
        return ["network_id": network["id"] ?? .null, "external_fixed_ips": port["fixed_ips"] ?? [], "enable_snat": snat]
    }

    private func external(_ id: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let network = try tables.networks.record(id, scope: NetworkBehavior.scope(of: caller), in: transaction) else {
            throw APIFault(.notFound, type: "NetworkNotFound", message: "There is no network \(id).")
        }
        guard network.flag("router:external") else { throw APIFault.badRequest("router", "the network \(id) is not external") }
        return network
    }

    /// Refuses a gateway whose subnets overlap with those that the router connects.
    private func requireRoom(_ router: String, in transaction: any ReadTransaction) throws {
        let outside = try ports.connections(of: router, owners: [RouterPorts.gatewayOwner], in: transaction)
        let inside = try ports.connections(of: router, owners: RouterPorts.interfaceOwners, in: transaction)
        for gateway in outside {
            for interface in inside where gateway.network.overlaps(interface.network) {
                throw APIFault.badRequest("router", "\(gateway.network) of the gateway overlaps with \(interface.network)")
            }
        }
    }

    /// Takes the router off the external network that it is on.
    func clear(_ router: String, in transaction: any WriteTransaction) throws {
        guard let port = try ports.gateway(of: router, in: transaction) else { return }
        guard try !transaction.exists("SELECT 1 FROM floatingips WHERE router_id=?", [.text(router)]) else {
            throw APIFault(
                .conflict, type: "RouterExternalGatewayInUseByFloatingIp",
                message: "Floating IPs need the gateway of router \(router) to network \(port.text("network_id")).")
        }
        try ports.service.delete(port.text("id"), in: transaction)
    }
}
