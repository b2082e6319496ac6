import APIResources
import JSONCodec

/// A range of addresses of one subnet, both ends included.
struct AddressPool: Sendable, Hashable {
    var start: IPAddress
    var end: IPAddress

    /// - Returns: `nil` for what is no pool.
    init?(_ value: JSONValue) {
        guard let start = value["start"]?.stringValue.flatMap({ IPAddress($0) }),
            let end = value["end"]?.stringValue.flatMap({ IPAddress($0) })
        else { return nil }
        self.start = start
        self.end = end
    }

    init(_ start: IPAddress, _ end: IPAddress) {
        self.start = start
        self.end = end
    }

    func contains(_ address: IPAddress) -> Bool { address >= start && address <= end }

    var document: JSONValue { ["start": .string(start.description), "end": .string(end.description)] }

    /// The pools of a subnet that names none: all its addresses that ports can have, without the gateway's.
    ///
    /// Of an IPv4 network of more than two addresses the first and the last are no port's; of any other only the first, when it is IPv6.
    static func automatic(_ network: IPNetwork, gateway: IPAddress?) -> [AddressPool] {
        var first = network.first
        var last = network.last
        let isLarge = network.prefixLength < network.family.width - 1
        if isLarge {
            guard let next = first.advanced(by: 1) else { return [] }
            first = next
            if network.family == .v4, let previous = IPAddress(.v4, last.value - 1) { last = previous }
        }
        guard first <= last else { return [] }
        guard let gateway, gateway >= first, gateway <= last else { return [AddressPool(first, last)] }
        var pools: [AddressPool] = []
        if gateway > first, let before = IPAddress(gateway.family, gateway.value - 1) { pools.append(AddressPool(first, before)) }
        if gateway < last, let after = gateway.advanced(by: 1) { pools.append(AddressPool(after, last)) }
        return pools
    }
}
