import APIResources
import JSONCodec

/// A subnet's addresses, read from its record.
struct SubnetAddressing: Sendable {
    let id: String
    let network: IPNetwork
    let pools: [AddressPool]
    let serviceTypes: [String]
    /// Whether ports make their addresses themselves, from the prefix and their hardware address.
    let isAutomatic: Bool

    /// - Returns: `nil` for a record without a valid CIDR.
    init?(_ record: JSONObject) {
        guard let network = IPNetwork(record.text("cidr")) else { return nil }
        id = record.text("id")
        self.network = network
        pools = (record["allocation_pools"]?.arrayValue ?? []).compactMap { AddressPool($0) }
        serviceTypes = (record["service_types"]?.arrayValue ?? []).compactMap(\.stringValue)
        isAutomatic = Self.isAutomatic(record)
    }

    static func isAutomatic(_ record: JSONObject) -> Bool {
        ["ipv6_ra_mode", "ipv6_address_mode"].contains { ["slaac", "dhcpv6-stateless"].contains(record.text($0)) }
    }

    /// The address that the port with `mac` makes for itself.
    func automaticAddress(_ mac: MACAddress) -> IPAddress? {
        IPAddress(.v6, network.first.value | UInt128(mac.interfaceIdentifier))
    }

    /// Whether a port of the owner may have the address: one of the network, and for IPv4 neither the network's own nor the broadcast
    /// address. The first address of an IPv6 network is its routers'.
    func allows(_ address: IPAddress, for deviceOwner: String) -> Bool {
        guard network.contains(address) else { return false }
        guard network.prefixLength < network.family.width - 1 else { return true }
        if network.family == .v6 { return address != network.first || deviceOwner.hasPrefix("network:router_") }
        return address != network.first && address != network.last
    }

    /// Whether ports of the owner may have addresses here.
    func serves(_ deviceOwner: String) -> Bool { serviceTypes.isEmpty || serviceTypes.contains(deviceOwner) }
}

extension SubnetAddressing {
    /// The addresses that pools may hold.
    static func bounds(of network: IPNetwork) -> AddressPool {
        AddressPool.automatic(network, gateway: nil).first ?? AddressPool(network.first, network.last)
    }
}
