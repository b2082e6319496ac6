import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// What a security group rule says, checked and written in one way.
struct SecurityGroupRuleValues: Sendable {
    private let ethertype: String
    /// A name, or a number as text.
    private let ipProtocol: String?
    private let ports: (low: Int?, high: Int?)
    private let remote: IPNetwork?
    private let remoteGroup: String?
    private let direction: String

    private static let withPorts: Set<Int> = [33, 132, 6, 17, 136]
    private static let icmp: Set<Int> = [1, 58]
    private static let onlyIPv6: Set<String> = [
        "ipv6-encap", "41", "ipv6-frag", "44", "ipv6-icmp", "icmpv6", "58", "ipv6-nonxt", "59", "ipv6-opts", "60", "ipv6-route", "43",
    ]

    /// - Throws: 400 for what cannot be, under the name of the mistake.
    init(_ item: JSONObject) throws {
        direction = item.text("direction")
        ethertype = try Self.ethertype(item["ethertype"])
        let given = try Self.ipProtocol(item["protocol"])
        // IPv6 has an ICMP of its own.
        let translations = ["icmp": "ipv6-icmp", "icmpv6": "ipv6-icmp", "1": "58"]
        ipProtocol = ethertype == "IPv6" ? given.map { translations[$0] ?? $0 } : given
        var ports = (low: try Self.port(item["port_range_min"]), high: try Self.port(item["port_range_max"]))
        if ports == (1, 65535) { ports = (nil, nil) }
        self.ports = ports
        remote = try Self.network(item["remote_ip_prefix"])
        remoteGroup = item["remote_group_id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        try Self.check(ports, ipProtocol)
        if let remote, "IPv\(remote.family.rawValue)" != ethertype {
            throw Self.refused("RuleParameterConflict", "Conflicting value ethertype \(ethertype) for the network \(remote).")
        }
        if ethertype == "IPv4", let ipProtocol, Self.onlyIPv6.contains(ipProtocol) {
            throw Self.refused("EthertypeConflictWithProtocol", "The protocol \(ipProtocol) is none of IPv4.")
        }
        if remote != nil, remoteGroup != nil {
            throw Self.refused("MultipleRemoteEntites", "A rule has a remote_ip_prefix or a remote_group_id, not both.")
        }
    }

    private static func refused(_ type: String, _ message: String) -> APIFault {
        APIFault(.badRequest, type: "SecurityGroup" + type, message: message)
    }

    // MARK: values

    /// A whole number, or text that reads as one.
    private static func integer(_ value: JSONValue) -> Int? {
        value.boolValue == nil ? (try? Conversion.integer.convert(value))?.integerValue : nil
    }

    private static func ethertype(_ value: JSONValue?) throws -> String {
        let known = ["IPv4", "IPv6"].first { $0.lowercased() == value?.stringValue?.lowercased() }
        guard let known else { throw refused("RuleInvalidEtherType", "The ethertype \(value ?? .null) is neither IPv4 nor IPv6.") }
        return known
    }

    private static func ipProtocol(_ value: JSONValue?) throws -> String? {
        guard let value, !value.isNull else { return nil }
        let invalid = refused("RuleInvalidProtocol", "\(value) is no protocol: names and numbers from 0 to 255 are.")
        if let number = Self.integer(value) {
            guard (0...255).contains(number) else { throw invalid }
            return String(number)
        }
        guard let name = value.stringValue?.lowercased() else { throw invalid }
        if name == "any" { return nil }
        guard IPProtocol.numbers[name] != nil else { throw invalid }
        return name
    }

    private static func port(_ value: JSONValue?) throws -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let port = Self.integer(value), (0...65535).contains(port) else {
            throw refused("InvalidPortValue", "Invalid value for port \(value.stringValue ?? value.description).")
        }
        return port
    }

    private static func network(_ value: JSONValue?) throws -> IPNetwork? {
        guard let value, !value.isNull, value != "" else { return nil }
        guard let network = value.stringValue.flatMap({ IPNetwork($0) }) else {
            throw APIFault(.badRequest, type: "InvalidCIDR", message: "\(value) is no network.")
        }
        return network
    }

    private static func number(_ ipProtocol: String) -> Int? { IPProtocol.numbers[ipProtocol] ?? Int(ipProtocol) }

    /// Clients know these messages: parts of them are the imitated service's.
    private static func check(_ ports: (low: Int?, high: Int?), _ ipProtocol: String?) throws {
        guard ports.low != nil || ports.high != nil else { return }
        guard let ipProtocol, let number = number(ipProtocol) else {
            throw refused("ProtocolRequiredWithPorts", "Ports need a protocol.")
        }
        if withPorts.contains(number) {
            guard ports.low != 0, ports.high != 0 else { throw refused("InvalidPortValue", "Invalid value for port 0.") }
            guard let low = ports.low, let high = ports.high, low <= high else {
                throw refused("InvalidPortRange", "For TCP/UDP protocols, port_range_min must be <= port_range_max.")
            }
        } else if icmp.contains(number) {
            for (value, name) in [(ports.low, "type"), (ports.high, "code")] {
                guard let value, value > 255 else { continue }
                throw refused("InvalidIcmpValue", "Invalid value for ICMP \(name): \(value) is above 255.")
            }
            guard ports.low != nil else { throw refused("MissingIcmpType", "ICMP type (port-range-min) is missing.") }
        } else {
            throw refused("InvalidProtocolForPort", "The protocol \(ipProtocol) has no ports.")
        }
    }

    // MARK: records

    /// The rule's record with these values.
    func applied(to item: JSONObject) -> JSONObject {
        var record = item
        record["ethertype"] = .string(ethertype)
        record["protocol"] = JSONValue(ipProtocol)
        record["port_range_min"] = ports.low.map { .integer($0) } ?? .null
        record["port_range_max"] = ports.high.map { .integer($0) } ?? .null
        record["remote_ip_prefix"] = remote.map { .string($0.description) } ?? .null
        record["normalized_cidr"] = remote.map { .string($0.normalized.description) } ?? .null
        record["remote_group_id"] = JSONValue(remoteGroup)
        return record
    }

    /// Equal for rules of one group that mean the same: a protocol's name and number, all addresses and none in particular.
    var meaning: String {
        let protocolNumber = ipProtocol.flatMap(Self.number).map(String.init) ?? "+"
        let network = remote.flatMap { $0.prefixLength == 0 ? nil : $0.description } ?? "+"
        let range = [ports.low, ports.high].map { $0.map(String.init) ?? "+" }
        return ([direction, ethertype, protocolNumber] + range + [remoteGroup ?? "+", network]).joined(separator: "_")
    }
}
