import JSONCodec

extension ValidationRule {
    func textReason(_ value: JSONValue) -> String? {
        guard let text = value.stringValue else { return "\(Self.shown(value)) is not a string" }
        switch self {
        case .string(let limit): return Self.lengthReason(text, limit)
        case .notEmptyString(let limit): return Self.blankReason(text) ?? Self.lengthReason(text, limit)
        case .name(let limit): return Self.lengthReason(text, limit) ?? Self.nameReason(text)
        case .notEmptyName(let limit): return Self.blankReason(text) ?? Self.lengthReason(text, limit) ?? Self.nameReason(text)
        case .nameNotDefault(let limit):
            if text.lowercased() == "default" { return "'\(text)' is a reserved name" }
            return Self.lengthReason(text, limit) ?? Self.nameReason(text)
        case .notEmptyLine(let limit):
            return Self.blankReason(text) ?? Self.lengthReason(text, limit)
                ?? (Self.hasLineBreak(text) ? "\(Self.shown(value)) has a line break" : nil)
        case .hostName(let limit): return Self.hostNameReason(text, limit)
        case .domainName(let limit):
            guard !text.isEmpty else { return nil }
            guard text.utf8.last == UInt8(ascii: ".") else { return "'\(text)' does not end with a dot" }
            return Self.hostNameReason(String(text.dropLast()), limit - 1)
        case .pattern(let pattern): return Self.matches(text, pattern) ? nil : "'\(text)' does not match \(pattern)"
        default: return nil
        }
    }

    static func lengthReason(_ text: String, _ limit: Int?) -> String? {
        guard let limit, text.unicodeScalars.count > limit else { return nil }
        return "\(shown(.string(text))) is longer than \(limit) characters"
    }

    private static func blankReason(_ text: String) -> String? { text.allSatisfy(\.isWhitespace) ? "'\(text)' is blank" : nil }

    private static func nameReason(_ text: String) -> String? {
        if text.first?.isWhitespace ?? false || text.last?.isWhitespace ?? false { return "'\(text)' begins or ends with a blank" }
        return hasLineBreak(text) ? "\(shown(.string(text))) has a line break" : nil
    }

    private static func hasLineBreak(_ text: String) -> Bool { text.contains(where: \.isNewline) }

    /// Whether `pattern` fits from the beginning of `text`, as Python's `re.match` has it.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern) else { return false }
        return (try? regex.prefixMatch(in: text)) != nil
    }

    private static func hostNameReason(_ text: String, _ limit: Int) -> String? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.count <= limit else { return "'\(text.prefix(60))...' is longer than \(limit) characters" }
        var name = text[...]
        if name.utf8.last == UInt8(ascii: ".") { name = name.dropLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels {
            guard (1...63).contains(label.utf8.count) else { return "'\(text)' has a label that is empty or longer than 63 characters" }
            guard label.utf8.allSatisfy(isLabelByte), label.utf8.first != UInt8(ascii: "-"), label.utf8.last != UInt8(ascii: "-") else {
                return "'\(label)' is not a DNS label"
            }
        }
        if labels.count > 1, let top = labels.last, top.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
            return "the last label of '\(text)' is all digits"
        }
        return nil
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
