import JSONCodec

/// How the imitated services read numbers and truths out of loosely typed input.
enum PythonNumber {
    /// What `int()` makes of a value: truths and fractions become whole numbers, text may have blanks around, a sign and `_` between digits.
    static func integer(_ value: JSONValue) -> Int? {
        switch value {
        case .bool(let flag): flag ? 1 : 0
        case .integer(let number): number
        case .number(let number): Int(exactly: number.rounded(.towardZero))
        case .string(let text): integer(text)
        default: nil
        }
    }

    static func integer(_ text: String) -> Int? {
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        var digits = ""
        var previousIsDigit = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.unicodeScalars.append(Unicode.Scalar(byte))
                previousIsDigit = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: "-") where index == 0: digits = "-"
            case UInt8(ascii: "_") where previousIsDigit: previousIsDigit = false
            default: return nil
            }
        }
        return previousIsDigit ? Int(digits) : nil
    }

    static func double(_ value: JSONValue) -> Double? {
        switch value {
        case .bool(let flag): return flag ? 1 : 0
        case .integer(let number): return Double(number)
        case .number(let number): return number
        case .string(let text):
            let trimmed = text.drop { $0.isWhitespace }
            guard let number = Double(trimmed), number.isFinite else { return nil }
            return number
        default: return nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension JSONValue {
    /// Whether Python takes the value for true.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .number(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        }
    }

    /// The truth that oslo's `bool_from_string` reads; `nil` for what it refuses.
    var looseBool: Bool? {
        switch self {
        case .bool(let flag): flag
        case .integer(0): false
        case .integer(1): true
        case .string(let text):
            switch text.lowercased() {
            case "1", "true", "t", "yes", "y", "on": true
            case "0", "false", "f", "no", "n", "off": false
            default: nil
            }
        default: nil
        }
    }
}
