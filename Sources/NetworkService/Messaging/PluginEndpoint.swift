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
        [RPCEndpoint(version: RPCVersion(1, 9), methods: questions + reports), Self.state]
    }

    private static let reporter = [
        RPCArgument("agent_id", .string, required: false), RPCArgument("host", .string, required: false),
        RPCArgument("agent_restarted", .any, required: false), RPCArgument("refresh_tunnels", .boolean, required: false),
    ]

    private var questions: [RPCMethod] {
        let device = [RPCArgument("device", .string)] + Self.reporter
        let devices = [RPCArgument("devices", .array)] + Self.reporter
        return [
            RPCMethod("get_device_details", arguments: device) { try details(try $0.string("device")) },
            RPCMethod("get_devices_details_list", arguments: devices) { request in
                .array(try request.array("devices").compactMap(\.stringValue).map { try details($0) })
            },
            RPCMethod("get_devices_details_list_and_failed_devices", arguments: devices) { request in
                var found: [JSONValue] = []
                var failed: [JSONValue] = []
                for device in try request.array("devices").compactMap(\.stringValue) {
                    do { found.append(try details(device)) } catch { failed.append(.string(device)) }
                }
                return ["devices": .array(found), "failed_devices": .array(failed)]
            },
        ]
    }

    /// What agents tell about the ports they have plugged in.
    private var reports: [RPCMethod] {
        let device = [RPCArgument("device", .string)] + Self.reporter
        let lists = [RPCArgument("devices_up", .array, required: false), RPCArgument("devices_down", .array, required: false)]
        return [
            RPCMethod("update_device_up", arguments: device) { request in
                _ = try await report(try request.string("device"), "ACTIVE", from: request["host"]?.stringValue)
                return .null
            },
            RPCMethod("update_device_down", arguments: device) { request in
                let device = try request.string("device")
                let exists = try await report(device, "DOWN", from: request["host"]?.stringValue)
                return ["device": .string(device), "exists": .bool(exists)]
            },
            RPCMethod("update_device_list", arguments: lists + Self.reporter) { request in
                let host = request["host"]?.stringValue
                func update(_ name: String, _ status: String) async throws -> [String] {
                    let devices = (request[name]?.arrayValue ?? []).compactMap(\.stringValue)
                    for device in devices { _ = try await report(device, status, from: host) }
                    return devices
                }
                let up = try await update("devices_up", "ACTIVE")
                let down = try await update("devices_down", "DOWN")
                return [
                    "devices_up": .array(up.map { .string($0) }), "failed_devices_up": [],
                    "devices_down": .array(down.map { ["device": .string($0), "exists": true] }), "failed_devices_down": [],
                ]
            },
        ]
    }

    /// Gives the port the status that its agent saw. The agent of another host than the one that has the port is not believed.
    ///
    /// - Returns: whether there is such a port.
    private func report(_ device: String, _ status: String, from host: String?) async throws -> Bool {
        try await store.write { transaction in
            guard var record = try port(device, in: transaction) else { return false }
            let bound = record.text("binding:host_id")
            guard host == nil || bound.isEmpty || host == bound, record.text("status") != status else { return true }
            record["status"] = .string(status)
            record.touch()
            try tables.ports.update(record, in: transaction)
            return true
        }
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
