/// Base64 in its ordinary and its URL-safe alphabet (RFC 4648), without Foundation.
package enum Base64 {
    /// The two alphabets of RFC 4648.
    package enum Alphabet {
        case ordinary
        case urlSafe
    }

    /// The bytes that `text` stands for, in either alphabet, with or without padding; `nil` when it is not base64.
    package static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8(decode)
    }

    package static func decode(_ text: Substring) -> [UInt8]? {
        var text = text
        return text.withUTF8(decode)
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var digits = text[...]
        while digits.last == UInt8(ascii: "="), text.count - digits.count < 2 { digits.removeLast() }
        let values = values
        // Six bits left over stand for a lone digit; bits that are left over must be zero.
        guard digits.count % 4 != 1 else { return nil }
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: digits.count * 3 / 4) { bytes, count in
            for byte in digits {
                let value = values[Int(byte)]
                guard value < 64 else {
                    isValid = false
                    return
                }
                buffer = buffer << 6 | UInt32(value)
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    bytes[count] = UInt8(truncatingIfNeeded: buffer >> bits)
                    count += 1
                    buffer &= (1 << bits) - 1
                }
            }
        }
        return isValid && buffer == 0 ? bytes : nil
    }

    /// What each byte stands for; 64 for one that is no digit.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, digit) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            values[Int(digit)] = UInt8(value)
        }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()

    /// The text that stands for `bytes`.
    ///
    /// - Parameter padding: whether `=` fills the last group of four.
    package static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet, padding: Bool) -> String {
        bytes.withContiguousStorageIfAvailable { encode($0, alphabet, padding: padding) }
            ?? encode(Array(bytes), alphabet, padding: padding)
    }

    private static func encode(_ bytes: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet, padding: Bool) -> String {
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
