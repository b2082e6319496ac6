import JSONCodec

/// Writes a JSON value as YAML in block style.
enum YAMLWriter {
    /// The document, ended by a newline.
    static func text(of value: JSONValue) -> String {
        var text = ""
        write(value, indentation: 0, into: &text)
        return text
    }

    private static func write(_ value: JSONValue, indentation: Int, into text: inout String) {
        let margin = String(repeating: " ", count: indentation)
        switch value {
        case .array(let elements) where !elements.isEmpty:
            for element in elements {
                text += margin + "- "
                if element.isInline {
                    text += inline(element) + "\n"
                } else {
                    // The first line of the element stands behind the dash, the others below it.
                    var inner = ""
                    write(element, indentation: indentation + 2, into: &inner)
                    text += inner.dropFirst(indentation + 2)
                }
            }
        case .object(let object) where !object.isEmpty:
            for member in object {
                text += margin + scalar(member.key) + ":"
                if member.value.isInline {
                    text += " " + inline(member.value) + "\n"
                } else {
                    text += "\n"
                    write(member.value, indentation: indentation + (member.value.arrayValue == nil ? 2 : 0), into: &text)
                }
            }
        default: text += margin + inline(value) + "\n"
        }
    }

    private static func inline(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): scalar(text)
        default: value.description
        }
    }

    /// The text bare where YAML reads it back as the same string, else in double quotes with JSON's escapes, which YAML shares.
    private static func scalar(_ text: String) -> String {
        let isBare =
            text.unicodeScalars.allSatisfy {
                $0.isNamePart || "-./:@+ ".unicodeScalars.contains($0) || ($0.value > 0xA0 && $0.value < 0xD800)
            }
            && !text.isEmpty && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.hasSuffix(":") && !text.contains(": ")
            && text.unicodeScalars.first.map { $0.isNameStart || $0 == "/" || $0.value > 0xA0 } == true
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"].contains(text.lowercased())
        return isBare ? text : JSONValue.string(text).description
    }
}

extension JSONValue {
    fileprivate var isInline: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        case .null, .bool, .integer, .number, .string: true
        }
    }
}
