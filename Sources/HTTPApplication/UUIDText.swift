/// Random UUIDs (version 4) as text, without Foundation.
package enum UUIDText {
    /// A new identifier in lower case with dashes.
    package static func make() -> String { make(dashes: true) }

    /// A new identifier as 32 hexadecimal digits.
    package static func makeHex() -> String { make(dashes: false) }

    private static func make(dashes: Bool) -> String {
        let random = RandomReserve.shared.next()
        let high = random.0 & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = random.1 & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for index in 0..<32 {
                if dashes, index == 8 || index == 12 || index == 16 || index == 20 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let word = index < 16 ? high : low
                buffer[position] = digits.utf8Start[Int(word >> UInt64((15 - index % 16) * 4) & 15)]
                position += 1
            }
            return position
        }
    }

    /// Whether `text` is a UUID with dashes or 32 hexadecimal digits, as oslo's `is_uuid_like` takes it.
    package static func isUUIDLike(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                digits += 1
            case UInt8(ascii: "-"): continue
            default: return false
            }
        }
        return digits == 32 && (text.utf8.count == 32 || text.utf8.count == 36)
    }
}
