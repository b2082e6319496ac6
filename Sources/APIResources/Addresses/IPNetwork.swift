/// An address and a prefix length: a CIDR. The address may have bits beyond the prefix, as clients write them.
package struct IPNetwork: Sendable, Hashable {
    package let address: IPAddress
    package let prefixLength: Int

    /// - Returns: `nil` when the prefix is longer than the address.
    package init?(_ address: IPAddress, prefixLength: Int) {
        guard (0...address.family.width).contains(prefixLength) else { return nil }
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Reads `address/length`; without a length the network is the one address.
    package init?(_ text: some StringProtocol) {
        let parts = Substring(text).split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        switch parts.count {
        case 1: self.init(address, prefixLength: address.family.width)
        case 2:
            let digits = parts[1].utf8
            guard (1...3).contains(digits.count), digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
                let length = Int(parts[1])
            else { return nil }
            self.init(address, prefixLength: length)
        default: return nil
        }
    }

    package var family: IPAddress.Family { address.family }

    private var hostMask: UInt128 {
        let bits = family.width - prefixLength
        return bits == 128 ? .max : (1 << UInt128(bits)) - 1
    }

    /// The address with all bits beyond the prefix cleared.
    package var first: IPAddress { IPAddress(unchecked: family, address.value & ~hostMask) }

    /// The address with all bits beyond the prefix set: for IPv4 the broadcast address.
    package var last: IPAddress { IPAddress(unchecked: family, address.value | hostMask) }

    /// The same network without bits beyond the prefix.
    package var normalized: IPNetwork { IPNetwork(unchecked: first, prefixLength: prefixLength) }

    private init(unchecked address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// The other half of the network that is one bit shorter; `nil` for the network of all addresses.
    package var sibling: IPNetwork? {
        guard prefixLength > 0 else { return nil }
        let bit = UInt128(1) << UInt128(family.width - prefixLength)
        return IPNetwork(unchecked: IPAddress(unchecked: family, first.value ^ bit), prefixLength: prefixLength)
    }

    package func contains(_ address: IPAddress) -> Bool { address.family == family && address >= first && address <= last }

    package func overlaps(_ other: IPNetwork) -> Bool { family == other.family && first <= other.last && other.first <= last }
}

extension IPNetwork: CustomStringConvertible {
    package var description: String { "\(address)/\(prefixLength)" }
}
