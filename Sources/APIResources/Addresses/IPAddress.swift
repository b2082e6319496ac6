/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable {
    package enum Family: Int, Sendable, Hashable {
        case v4 = 4
        case v6 = 6

        /// How many bits an address has.
        package var width: Int { self == .v4 ? 32 : 128 }

        var maximum: UInt128 { self == .v4 ? 0xFFFF_FFFF : .max }
    }

    package let family: Family
    /// The address as a number; below 2^32 for IPv4.
    package let value: UInt128

    /// - Returns: `nil` when `value` has more bits than the family.
    package init?(_ family: Family, _ value: UInt128) {
        guard value <= family.maximum else { return nil }
        self.family = family
        self.value = value
    }

    init(unchecked family: Family, _ value: UInt128) {
        self.family = family
        self.value = value & family.maximum
    }

    /// Reads the usual spellings strictly: four decimal parts without leading zeros, or RFC 4291 without a zone.
    package init?(_ text: some StringProtocol) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let value = Self.parseV6(text) else { return nil }
            self.init(.v6, value)
        } else {
            guard let value = Self.parseV4(text) else { return nil }
            self.init(.v4, value)
        }
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt128? {
        var value: UInt128 = 0
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            var octet: UInt128 = 0
            for byte in part {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                octet = octet * 10 + UInt128(byte - UInt8(ascii: "0"))
            }
            guard octet <= 255 else { return nil }
            value = value << 8 | octet
        }
        return value
    }

    private static func parseV6(_ text: some StringProtocol) -> UInt128? {
        var head: [UInt128] = []
        var tail: [UInt128]?
        var groups = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard groups.count >= 3, groups.count <= 9 else { return nil }
        if let last = groups.last, last.utf8.contains(UInt8(ascii: ".")) {
            guard let embedded = parseV4(last) else { return nil }
            groups.removeLast()
            groups.append(String(embedded >> 16, radix: 16))
            groups.append(String(embedded & 0xFFFF, radix: 16))
        }
        if groups[0].isEmpty {
            guard groups[1].isEmpty else { return nil }
            groups.removeFirst()
        }
        if let last = groups.last, last.isEmpty {
            guard groups.count >= 2, groups[groups.count - 2].isEmpty else { return nil }
            groups.removeLast()
        }
        for group in groups {
            if group.isEmpty {
                guard tail == nil else { return nil }
                tail = []
                continue
            }
            guard group.utf8.count <= 4, group.utf8.first != UInt8(ascii: "+"), group.utf8.first != UInt8(ascii: "-"),
                let number = UInt128(group, radix: 16)
            else { return nil }
            if tail == nil { head.append(number) } else { tail?.append(number) }
        }
        let count = head.count + (tail?.count ?? 0)
        guard tail == nil ? count == 8 : count < 8 else { return nil }
        let all = head + Array(repeating: 0, count: 8 - count) + (tail ?? [])
        return all.reduce(0) { $0 << 16 | $1 }
    }

    /// The address `distance` after this one; `nil` beyond the last of the family.
    package func advanced(by distance: UInt128) -> IPAddress? {
        let (sum, overflow) = value.addingReportingOverflow(distance)
        return overflow ? nil : IPAddress(family, sum)
    }

    package var isMulticast: Bool { family == .v4 ? value >> 28 == 0xE : value >> 120 == 0xFF }
    package var isLoopback: Bool { family == .v4 ? value >> 24 == 127 : value == 1 }
    package var isLinkLocal: Bool { family == .v4 ? value >> 16 == 0xA9FE : value >> 118 == 0x3FA }

    /// The bytes in network order: what sorts as the addresses do.
    package var bytes: [UInt8] {
        (0..<family.width / 8).map { UInt8(truncatingIfNeeded: value >> UInt128(family.width - 8 - $0 * 8)) }
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6, then by number.
    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.family.rawValue, left.value) < (right.family.rawValue, right.value)
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text: RFC 5952 for IPv6.
    package var description: String {
        switch family {
        case .v4: Self.dotted(value)
        case .v6: value >> 32 == 0xFFFF ? "::ffff:" + Self.dotted(value & 0xFFFF_FFFF) : colonSeparated
        }
    }

    private static func dotted(_ value: UInt128) -> String {
        "\(value >> 24 & 255).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
    }

    private var colonSeparated: String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - $0 * 16)) }
        var longest = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, groups[end] == 0 { end += 1 }
            if end - index > longest.count { longest = index..<end }
            index = max(end, index + 1)
        }
        func text(_ groups: ArraySlice<UInt16>) -> String { groups.map { String($0, radix: 16) }.joined(separator: ":") }
        guard longest.count > 1 else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}
