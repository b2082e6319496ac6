import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// What a port's attributes require of each other.
enum PortRules {
    /// Owners whose ports go with what they serve, not by themselves.
    static let serviceOwners: Set<String> = [
        "network:router_interface", "network:router_gateway", "network:floatingip", "network:router_interface_distributed",
        "network:ha_router_replicated_interface", "network:router_ha_interface", "network:router_centralized_snat",
    ]

    static func checkAddressPairs(_ item: JSONObject, limit: Int) throws {
        guard let pairs = item["allowed_address_pairs"]?.arrayValue else { return }
        guard pairs.count <= limit else {
            throw APIFault(
                .badRequest, type: "AllowedAddressPairExhausted", message: "There are more than \(limit) allowed address pairs.")
        }
        var seen: Set<JSONValue> = []
        for pair in pairs where !seen.insert(pair).inserted {
            throw APIFault(
                .badRequest, type: "DuplicateAddressPairInRequest", message: "The allowed address pair \(pair) is there twice.")
        }
    }

    /// Port security and what needs it.
    ///
    /// - Parameter givesGroups: whether the request gives the port its groups.
    static func checkSecurity(_ record: JSONObject, givesGroups: Bool = true) throws {
        guard !record.flag("port_security_enabled") else { return }
        guard record["security_groups"]?.arrayValue?.isEmpty ?? true else {
            guard givesGroups else {
                throw APIFault(
                    .conflict, type: "PortSecurityPortHasSecurityGroup",
                    message: "Port \(record.text("id")) has security groups, which need port security.")
            }
            throw APIFault(
                .badRequest, type: "PortSecurityAndIPRequiredForSecurityGroups",
                message: "A port with security groups needs port security and an IP address.")
        }
        guard record["allowed_address_pairs"]?.arrayValue?.isEmpty ?? true else {
            throw APIFault(
                .conflict, type: "AddressPairAndPortSecurityRequired", message: "Allowed address pairs need port security.")
        }
    }

    /// The pairs with the port's own hardware address where they name none.
    static func addressPairs(_ record: JSONObject) -> JSONValue {
        let pairs = record["allowed_address_pairs"]?.arrayValue ?? []
        return .array(
            pairs.map { pair in
                let mac = pair["mac_address"]?.stringValue.flatMap { MACAddress($0)?.description } ?? record.text("mac_address")
                return ["ip_address": pair["ip_address"] ?? .null, "mac_address": .string(mac)]
            })
    }

    /// DHCP options: new values over old ones, without those that a null value takes away.
    static func dhcpOptions(_ given: JSONValue?, over old: [JSONValue]) -> [JSONValue] {
        var options = old
        for option in given?.arrayValue ?? [] {
            let name = option["opt_name"] ?? .null
            var version: JSONValue = 4
            if let converted = try? Conversion.integer.convert(option["ip_version"] ?? 4) { version = converted }
            options.removeAll { $0["opt_name"] == name && $0["ip_version"] == version }
            guard let value = option["opt_value"], !value.isNull else { continue }
            options.append(["opt_name": name, "opt_value": value, "ip_version": version])
        }
        return options
    }

    /// Where the port is plugged. Without agents no host can bind it.
    static func bind(_ record: inout JSONObject) throws {
        let host = record.text("binding:host_id")
        record["binding:host_id"] = .string(host)
        if record["binding:profile"] == nil { record["binding:profile"] = [:] }
        record["binding:vif_type"] = host.isEmpty ? "unbound" : "binding_failed"
        record["binding:vif_details"] = [:]
    }
}
