import APIResources
import JSONCodec
import Messaging
import Persistence

/// What agents ask the service: the methods that have something true to answer.
struct PluginEndpoint: Sendable {
    let tables: NetworkTables
    let store: any Store

    /// The endpoints of the topic `q-plugin`.
    var endpoints: [RPCEndpoint] {
        [
            RPCEndpoint(
                version: RPCVersion(1, 9),
                methods: [
                    RPCMethod(
                        "get_device_details",
                        arguments: [
                            RPCArgument("device", .string), RPCArgument("agent_id", .string, required: false),
                            RPCArgument("host", .string, required: false), RPCArgument("agent_restarted", .any, required: false),
                        ]
                    ) { try details(try $0.string("device")) },
                    RPCMethod(
                        "get_devices_details_list",
                        arguments: [
                            RPCArgument("devices", .array), RPCArgument("agent_id", .string, required: false),
                            RPCArgument("host", .string, required: false), RPCArgument("agent_restarted", .any, required: false),
                        ]
                    ) { request in
                        .array(try request.array("devices").compactMap(\.stringValue).map { try details($0) })
                    },
                ]),
            Self.state,
        ]
    }

    /// The endpoint that agents find on `q-reports-plugin` too.
    static let state = RPCEndpoint(
        namespace: "state", version: RPCVersion(1, 4), methods: [RPCMethod("has_alive_neutron_server") { _ in true }])

    /// What an agent has to know to plug a port in; only the device when there is no such port.
    private func details(_ device: String) throws -> JSONValue {
        try store.read { transaction in
            guard let port = try port(device, in: transaction),
                let network = try tables.networks.record(port.text("network_id"), in: transaction)
            else { return ["device": .string(device)] }
            return [
                "device": .string(device), "port_id": port["id"] ?? .null, "network_id": port["network_id"] ?? .null,
                "mac_address": port["mac_address"] ?? .null, "fixed_ips": port["fixed_ips"] ?? [],
                "admin_state_up": port["admin_state_up"] ?? true, "device_owner": port["device_owner"] ?? "",
                "allowed_address_pairs": port["allowed_address_pairs"] ?? [],
                "port_security_enabled": port["port_security_enabled"] ?? true, "profile": port["binding:profile"] ?? [:],
                "network_type": network["provider:network_type"] ?? .null,
                "physical_network": network["provider:physical_network"] ?? .null,
                "segmentation_id": network["provider:segmentation_id"] ?? .null, "mtu": network["mtu"] ?? .null,
                "propagate_uplink_status": port["propagate_uplink_status"] ?? true,
            ]
        }
    }

    /// Agents name a port by its id, its beginning after `tap`, or its hardware address.
    private func port(_ device: String, in transaction: any ReadTransaction) throws -> JSONObject? {
        if let port = try tables.ports.record(device, in: transaction) { return port }
        if device.hasPrefix("tap"), device.utf8.count == 14 {
            let prefix = String(device.dropFirst(3))
            let condition = SQLCondition("id >= ? AND id < ?", [.text(prefix), .text(prefix + "~")])
            return try tables.ports.records(where: condition, in: transaction).first
        }
        guard let mac = MACAddress(device) else { return nil }
        return try tables.ports.records(where: SQLCondition("mac_address=?", [.text(mac.description)]), in: transaction).first
    }
}
