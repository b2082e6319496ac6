/// Writes JSON text into a byte buffer.
package struct JSONWriter: ~Copyable {
    package private(set) var bytes: [UInt8]

    package init(reservingCapacity count: Int = 256) {
        bytes = []
        bytes.reserveCapacity(count)
    }

    /// Appends text that is JSON already: a document kept in the database, a separator.
    package mutating func write(raw text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func write(raw buffer: UnsafeRawBufferPointer) { bytes.append(contentsOf: buffer) }

    package mutating func write(rawBytes: some Sequence<UInt8>) { bytes.append(contentsOf: rawBytes) }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let value): write(raw: value ? "true" : "false")
        case .integer(let value): write(integer: value)
        case .number(let value): write(number: value)
        case .string(let value): write(string: value)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            var first = true
            for element in elements {
                if first { first = false } else { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object): write(object)
        }
    }

    package mutating func write(_ object: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        var first = true
        for member in object.members {
            if first { first = false } else { bytes.append(UInt8(ascii: ",")) }
            write(string: member.key)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    package mutating func write(integer: Int) {
        if integer >= 0, integer < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(integer))
        } else {
            bytes.append(contentsOf: String(integer).utf8)
        }
    }

    /// Writes a finite number; JSON has no spelling for the others, which become `null`.
    package mutating func write(number: Double) {
        if number.isFinite { bytes.append(contentsOf: number.description.utf8) } else { write(raw: "null") }
    }

    package mutating func write(string: String) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { text in
            var start = 0
            for index in 0..<text.count {
                let byte = text[index]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F { continue }
                bytes.append(contentsOf: text[start..<index])
                start = index + 1
                writeEscape(byte)
            }
            bytes.append(contentsOf: text[start..<text.count])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x08: write(raw: "\\b")
        case 0x09: write(raw: "\\t")
        case 0x0A: write(raw: "\\n")
        case 0x0C: write(raw: "\\f")
        case 0x0D: write(raw: "\\r")
        default:
            let digits: StaticString = "0123456789abcdef"
            write(raw: "\\u00")
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }
}

extension JSONValue {
    /// The value as compact JSON text in UTF-8.
    package func serialized() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The value as JSON text with two blanks of indentation a level, without a newline at the end.
    package func prettyPrinted() -> String {
        var text = ""
        prettyPrint(into: &text, depth: 0)
        return text
    }

    private func prettyPrint(into text: inout String, depth: Int) {
        let indentation = String(repeating: "  ", count: depth + 1)
        func close(_ bracket: String) { text += "\n" + String(repeating: "  ", count: depth) + bracket }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            text += "["
            for (index, element) in elements.enumerated() {
                text += (index == 0 ? "\n" : ",\n") + indentation
                element.prettyPrint(into: &text, depth: depth + 1)
            }
            close("]")
        case .object(let object) where !object.isEmpty:
            text += "{"
            for (index, member) in object.members.enumerated() {
                text += (index == 0 ? "\n" : ",\n") + indentation + JSONValue.string(member.key).description + ": "
                member.value.prettyPrint(into: &text, depth: depth + 1)
            }
            close("}")
        default: text += description
        }
    }
}
