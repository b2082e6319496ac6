/// A 48-bit hardware address.
package struct MACAddress: Sendable, Hashable {
    package let value: UInt64

    /// - Returns: `nil` when `value` has more than 48 bits.
    package init?(_ value: UInt64) {
        guard value < 1 << 48 else { return nil }
        self.value = value
    }

    /// Reads the usual notations: six groups with `:` or `-`, three groups with `.`, `:` or `-`, or twelve bare digits.
    package init?(_ text: some StringProtocol) {
        let utf8 = text.utf8
        let separator = utf8.first { Self.digit($0) == nil }
        guard let separator else {
            guard utf8.count == 12, let value = UInt64(text, radix: 16) else { return nil }
            self.value = value
            return
        }
        let groups = utf8.split(separator: separator, omittingEmptySubsequences: false)
        let width: Int
        switch (groups.count, separator) {
        case (6, UInt8(ascii: ":")), (6, UInt8(ascii: "-")): width = 2
        case (3, UInt8(ascii: ".")), (3, UInt8(ascii: ":")), (3, UInt8(ascii: "-")): width = 4
        default: return nil
        }
        var value: UInt64 = 0
        for group in groups {
            guard (1...width).contains(group.count) else { return nil }
            var number: UInt64 = 0
            for byte in group {
                guard let digit = Self.digit(byte) else { return nil }
                number = number << 4 | UInt64(digit)
            }
            value = value << UInt64(width * 4) | number
        }
        self.value = value
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The interface identifier that stateless address configuration derives from the address (modified EUI-64).
    package var interfaceIdentifier: UInt64 {
        let high = value >> 24 ^ 0x02_0000
        return high << 40 | 0xFF_FE00_0000 | value & 0xFF_FFFF
    }
}

extension MACAddress: CustomStringConvertible {
    /// Six groups in lower case with colons.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 17) { buffer in
            for index in 0..<6 {
                let octet = Int(truncatingIfNeeded: value >> UInt64(40 - index * 8)) & 255
                buffer[index * 3] = digits[octet >> 4]
                buffer[index * 3 + 1] = digits[octet & 15]
                if index < 5 { buffer[index * 3 + 2] = UInt8(ascii: ":") }
            }
            return 17
        }
    }
}
