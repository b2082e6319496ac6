/// Small readings of header values, byte by byte.
enum HeaderText {
    /// The text without the blanks and tabs around it.
    static func trimmed(_ text: some StringProtocol) -> Substring {
        var view = Substring(text).utf8
        while let first = view.first, first == 0x20 || first == 0x09 { view.removeFirst() }
        while let last = view.last, last == 0x20 || last == 0x09 { view.removeLast() }
        return Substring(view)
    }

    /// The items of a comma-separated text, trimmed; empty ones are dropped.
    static func items(_ text: some StringProtocol) -> [String] {
        Substring(text).utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
            let item = trimmed(Substring(part))
            return item.isEmpty ? nil : String(item)
        }
    }

    /// The first item of a comma-separated text.
    static func firstItem(_ text: some StringProtocol) -> Substring {
        trimmed(Substring(Substring(text).utf8.prefix { $0 != UInt8(ascii: ",") }))
    }

    /// The header's value without blanks around it, or `nil` when nothing is left.
    static func value(_ text: String?) -> String? {
        guard let text, let first = text.utf8.first, let last = text.utf8.last else { return nil }
        if first > 0x20, last > 0x20 { return text }
        let value = trimmed(text)
        if value.isEmpty { return nil }
        return value.utf8.count == text.utf8.count ? text : String(value)
    }

    /// Whether the text is one that may go into an address: visible ASCII, not too long.
    static func isVisible(_ text: some StringProtocol, atMost count: Int = 255) -> Bool {
        text.utf8.count <= count && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    static func equalIgnoringCase(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
        left.utf8.elementsEqual(right.utf8) { lower($0) == lower($1) }
    }

    static func lower(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
