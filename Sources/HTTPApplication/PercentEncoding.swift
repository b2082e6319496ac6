/// Percent-encoding of URLs (RFC 3986), lenient as the WSGI servers are: a `%` that begins no escape stays.
package enum PercentEncoding {
    /// Decodes `%XX`; bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Parameter plusIsBlank: whether `+` stands for a blank, as it does in query strings.
    package static func decode(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String {
        let utf8 = text.utf8
        guard utf8.contains(where: { $0 == UInt8(ascii: "%") || (plusIsBlank && $0 == UInt8(ascii: "+")) }) else { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var index = utf8.startIndex
        while index < utf8.endIndex {
            let byte = utf8[index]
            utf8.formIndex(after: &index)
            if byte == UInt8(ascii: "%"), let high = digit(utf8, index), let low = digit(utf8, utf8.index(after: index)) {
                bytes.append(high << 4 | low)
                index = utf8.index(index, offsetBy: 2)
            } else if plusIsBlank, byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit<View: Collection>(_ view: View, _ index: View.Index) -> UInt8? where View.Element == UInt8 {
        guard index < view.endIndex else { return nil }
        switch view[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return view[index] - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): return view[index] - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): return view[index] - UInt8(ascii: "A") + 10
        default: return nil
        }
    }

    /// Encodes every byte outside the unreserved characters and `allowed`.
    package static func encode(_ text: String, allowing allowed: String = "") -> String {
        func isKept(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                true
            default: allowed.utf8.contains(byte)
            }
        }
        if text.utf8.allSatisfy(isKept) { return text }
        let digits: StaticString = "0123456789ABCDEF"
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits.utf8Start[Int(byte >> 4)])
                bytes.append(digits.utf8Start[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
