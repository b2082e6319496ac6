/// Base64 in its ordinary and its URL-safe alphabet (RFC 4648), without Foundation.
package enum Base64 {
    /// The two alphabets of RFC 4648.
    package enum Alphabet {
        case ordinary
        case urlSafe
    }

    /// The bytes that `text` stands for, in either alphabet, with or without padding; `nil` when it is not base64.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        var padding = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let digit = value(byte) else { return nil }
            buffer = buffer << 6 | digit
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
                buffer &= (1 << bits) - 1
            }
        }
        // Six bits left over stand for a lone digit; bits that are left over must be zero.
        guard padding <= 2, bits < 6, buffer == 0 else { return nil }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// The text that stands for `bytes`.
    ///
    /// - Parameter padding: whether `=` fills the last group of four.
    package static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet, padding: Bool) -> String {
        let digits: StaticString =
            switch alphabet {
            case .ordinary: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            case .urlSafe: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            }
        return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            var count = 0
            var buffer: UInt32 = 0
            var bits: UInt32 = 0
            func put(_ digit: UInt32) {
                text[count] = digits.utf8Start[Int(digit & 63)]
                count += 1
            }
            for byte in bytes {
                buffer = buffer << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    put(buffer >> bits)
                    buffer &= (1 << bits) - 1
                }
            }
            if bits > 0 { put(buffer << (6 - bits)) }
            while padding, count % 4 != 0 {
                text[count] = UInt8(ascii: "=")
                count += 1
            }
            return count
        }
    }
}
