import JSONCodec

extension ValidationRule {
    func addressReason(_ value: JSONValue) -> String? {
        switch self {
        case .macAddress:
            guard let text = value.stringValue, let address = MACAddress(text), address.value != 0 else {
                return "\(Self.shown(value)) is not a MAC address"
            }
            return nil
        case .address: return Self.isAddress(value) ? nil : "\(Self.shown(value)) is not an IP address"
        case .subnet: return Self.isSubnet(value) ? nil : "\(Self.shown(value)) is not a subnet"
        case .addressOrSubnet:
            return Self.isAddress(value) || Self.isSubnet(value) ? nil : "\(Self.shown(value)) is neither an IP address nor a subnet"
        case .subnetList:
            guard let elements = value.arrayValue else { return "\(Self.shown(value)) is not a list" }
            for element in elements where !Self.isSubnet(element) { return "\(Self.shown(element)) is not a subnet" }
            return Self.duplicateReason(elements)
        case .nameservers:
            // Anything without elements passes, as upstream only walks over it.
            if value == "" || value == [:] { return nil }
            guard let elements = value.arrayValue else { return "\(Self.shown(value)) is not a list" }
            for element in elements where !Self.isAddress(element) { return "\(Self.shown(element)) is not an IP address" }
            return Self.duplicateReason(elements)
        case .hostRoutes: return Self.hostRoutesReason(value)
        case .allocationPools: return Self.allocationPoolsReason(value)
        case .fixedIPs: return Self.fixedIPsReason(value)
        default: return Self.addressPairsReason(value)
        }
    }

    private static func isAddress(_ value: JSONValue) -> Bool { value.stringValue.flatMap { IPAddress($0) } != nil }

    private static func isSubnet(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue, text.utf8.contains(UInt8(ascii: "/")) else { return false }
        return IPNetwork(text) != nil
    }

    private static func objects(_ value: JSONValue) -> [JSONObject]? {
        guard let elements = value.arrayValue else { return nil }
        let objects = elements.compactMap(\.objectValue)
        return objects.count == elements.count ? objects : nil
    }

    private static func hostRoutesReason(_ value: JSONValue) -> String? {
        guard let routes = objects(value) else { return "\(shown(value)) is not a list of host routes" }
        for route in routes {
            guard Set(route.keys) == ["destination", "nexthop"] else {
                return "\(shown(.object(route))) must have a destination and a nexthop and nothing else"
            }
            let destination = route["destination"] ?? .null
            guard isSubnet(destination) else { return "\(shown(destination)) is not a subnet" }
            guard let network = destination.stringValue.flatMap({ IPNetwork($0) }), network.normalized == network else {
                return "\(shown(destination)) has bits beyond its prefix"
            }
            guard isAddress(route["nexthop"] ?? .null) else { return "\(shown(route["nexthop"] ?? .null)) is not an IP address" }
        }
        return duplicateReason(value.arrayValue ?? [])
    }

    private static func allocationPoolsReason(_ value: JSONValue) -> String? {
        guard let pools = objects(value) else { return "\(shown(value)) is not a list of allocation pools" }
        for pool in pools {
            guard Set(pool.keys) == ["start", "end"] else {
                return "\(shown(.object(pool))) must have a start and an end and nothing else"
            }
            for member in pool where !isAddress(member.value) { return "\(shown(member.value)) is not an IP address" }
        }
        return nil
    }

    private static func fixedIPsReason(_ value: JSONValue) -> String? {
        guard let elements = objects(value) else { return "\(shown(value)) is not a list of fixed IPs" }
        var addresses: Set<String> = []
        for element in elements {
            if let address = element["ip_address"] {
                guard isAddress(address), let text = address.stringValue else { return "\(shown(address)) is not an IP address" }
                guard addresses.insert(text).inserted else { return "\(shown(address)) is there twice" }
            }
            if let subnet = element["subnet_id"], let reason = ValidationRule.uuid.reason(against: subnet) { return reason }
        }
        return nil
    }

    private static func addressPairsReason(_ value: JSONValue) -> String? {
        guard let pairs = objects(value) else { return "\(shown(value)) is not a list of address pairs" }
        for pair in pairs {
            for key in pair.keys where key != "ip_address" && key != "mac_address" { return "'\(key)' is not part of an address pair" }
            guard let address = pair["ip_address"] else { return "an address pair has no ip_address" }
            guard let text = address.stringValue, let network = IPNetwork(text) else {
                return "\(shown(address)) is neither an IP address nor a subnet"
            }
            if network.address.isMulticast { return "\(shown(address)) is a multicast address" }
            if let mac = pair["mac_address"], let reason = ValidationRule.macAddress.reason(against: mac) { return reason }
        }
        return nil
    }
}
