import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// The checks of a subnet's addresses when it is made or changed.
enum SubnetRules {
    /// The network of a new subnet, without bits beyond the prefix.
    static func network(_ item: JSONObject) throws -> IPNetwork {
        guard let text = item["cidr"]?.stringValue, let given = IPNetwork(text) else {
            throw APIFault.badRequest("subnets", "a subnet needs a cidr or a subnet pool")
        }
        let network = given.normalized
        let version = item["ip_version"]?.integerValue ?? 0
        guard network.family.rawValue == version else { throw APIFault.invalidInput("\(network) is no IPv\(version) network") }
        guard network.prefixLength > 0 else { throw APIFault.invalidInput("the prefix of \(network) has no length") }
        guard !network.first.isMulticast else { throw APIFault.invalidInput("\(network) is a multicast network") }
        guard !network.first.isLoopback else { throw APIFault.invalidInput("\(network) is a loopback network") }
        try checkSize(item, network)
        return network
    }

    private static func checkSize(_ item: JSONObject, _ network: IPNetwork) throws {
        guard item.flag("enable_dhcp"), network.family == .v4, network.prefixLength > 30 else { return }
        throw APIFault.invalidInput("\(network) has no addresses for DHCP")
    }

    /// Checks what could not be checked before a pool had chosen the network.
    static func checkChosen(_ item: JSONObject, _ network: IPNetwork) throws {
        try checkSize(item, network)
        try checkModes(item, network)
    }

    /// The modes of IPv6 addressing go together.
    static func checkModes(_ item: JSONObject, _ network: IPNetwork) throws {
        let modes = ["ipv6_ra_mode", "ipv6_address_mode"].compactMap { item[$0]?.stringValue }
        guard let mode = modes.first else { return }
        guard network.family == .v6 else { throw APIFault.invalidInput("ipv6_ra_mode and ipv6_address_mode need ip_version 6") }
        guard item.flag("enable_dhcp") else {
            throw APIFault.invalidInput("ipv6_ra_mode and ipv6_address_mode need enable_dhcp")
        }
        guard modes.allSatisfy({ $0 == mode }) else {
            throw APIFault.invalidInput("ipv6_ra_mode '\(modes[0])' and ipv6_address_mode '\(modes[1])' differ")
        }
        guard mode == "dhcpv6-stateful" || network.prefixLength == 64 else {
            throw APIFault.invalidInput("\(mode) needs a prefix of 64, not \(network.prefixLength)")
        }
    }

    /// The gateway of a new subnet: what was given, else the first address (of IPv6 the network's own, unless a pool chose the network).
    ///
    /// - Parameter isChosen: whether the request did not name the network.
    static func gateway(_ item: JSONObject, _ network: IPNetwork, isChosen: Bool) throws -> IPAddress? {
        if let given = item["gateway_ip"] {
            guard let text = given.stringValue else { return nil }
            return try checkedGateway(text, network)
        }
        if network.family == .v6 {
            let isPooled = isChosen && network.description != SubnetSource.provisional && network.prefixLength < 128
            return isPooled ? network.first.advanced(by: 1) : network.first
        }
        guard network.prefixLength < 32 else { return nil }
        return network.prefixLength == 31 ? network.first : network.first.advanced(by: 1)
    }

    static func checkedGateway(_ text: String, _ network: IPNetwork) throws -> IPAddress {
        guard let address = IPAddress(text) else { throw APIFault.invalidInput("'\(text)' is no IP address") }
        guard address.family == network.family else { throw APIFault.invalidInput("gateway \(text) is not of the family of \(network)") }
        if network.family == .v4, network.prefixLength < 31, address == network.first || address == network.last {
            throw APIFault.invalidInput("gateway \(text) is the network's own or the broadcast address of \(network)")
        }
        return address
    }

    /// The pools that were given, checked against the network and each other.
    static func pools(_ values: [JSONValue], _ network: IPNetwork) throws -> [AddressPool] {
        var pools: [AddressPool] = []
        for value in values {
            guard let pool = AddressPool(value), pool.start.family == network.family, pool.end.family == network.family,
                pool.start <= pool.end
            else {
                throw APIFault(.badRequest, type: "InvalidAllocationPool", message: "\(value) is no allocation pool of \(network).")
            }
            let bounds = SubnetAddressing.bounds(of: network)
            guard pool.start >= bounds.start, pool.end <= bounds.end else {
                throw APIFault(
                    .badRequest, type: "OutOfBoundsAllocationPool", message: "The allocation pool \(value) goes beyond \(network).")
            }
            pools.append(pool)
        }
        let sorted = pools.sorted { $0.start < $1.start }
        for (left, right) in zip(sorted, sorted.dropFirst()) where right.start <= left.end {
            throw APIFault(
                .conflict, type: "OverlappingAllocationPools",
                message: "The allocation pools \(left.document) and \(right.document) of \(network) overlap.")
        }
        return pools
    }

    static func requireOutside(_ gateway: IPAddress?, _ pools: [AddressPool]) throws {
        guard let gateway, let pool = pools.first(where: { $0.contains(gateway) }) else { return }
        throw APIFault(
            .conflict, type: "GatewayConflictWithAllocationPools",
            message: "Gateway \(gateway) lies in the allocation pool from \(pool.start) to \(pool.end).")
    }

    static func checkLimits(_ item: JSONObject, subnet id: String, nameservers: Int, routes: Int) throws {
        if let count = item["dns_nameservers"]?.arrayValue?.count, count > nameservers {
            throw APIFault(
                .badRequest, type: "DNSNameServersExhausted", message: "Subnet \(id) has more than \(nameservers) DNS nameservers.")
        }
        if let count = item["host_routes"]?.arrayValue?.count, count > routes {
            throw APIFault(.badRequest, type: "HostRoutesExhausted", message: "Subnet \(id) has more than \(routes) host routes.")
        }
    }
}
