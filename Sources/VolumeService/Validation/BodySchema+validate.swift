import HTTPApplication
package import JSONCodec

extension BodySchema {
    /// Checks a whole body.
    ///
    /// - Throws: ``VolumeFault``, 400, naming the member that is wrong.
    package func validate(_ value: JSONValue) throws { try validate(value, path: "") }

    private func validate(_ value: JSONValue, path: String) throws {
        switch self {
        case .any: return
        case .nullable(let schema): if !value.isNull { try schema.validate(value, path: path) }
        case .string(let min, let max, let format): try Self.checkText(value, min: min, max: max, format: format, path: path)
        case .size(let min, let max):
            guard let number = Self.integer(value) else { throw VolumeFault.invalid(path, "\(value) is not an integer") }
            guard number >= min else { throw VolumeFault.invalid(path, "\(number) is less than \(min)") }
            guard number <= max else { throw VolumeFault.invalid(path, "\(number) is greater than \(max)") }
        case .boolean:
            guard Self.boolean(value) != nil else { throw VolumeFault.invalid(path, "\(value) is not a boolean") }
        case .word(let words):
            guard let text = value.stringValue, words.contains(text) else {
                throw VolumeFault.invalid(path, "\(value) is not one of: \(words.joined(separator: ", "))")
            }
        case .object(let members, let additional, let anyOf):
            try Self.checkObject(value, members: members, additional: additional, anyOf: anyOf, path: path)
        case .map(let schema, let keys, let min, let max):
            guard let object = value.objectValue else { throw VolumeFault.invalid(path, "an object is expected") }
            guard object.count >= min else { throw VolumeFault.invalid(path, "it has too few members") }
            guard object.count <= max else { throw VolumeFault.invalid(path, "it has too many members") }
            for member in object {
                guard keys.accepts(member.key) else { throw VolumeFault.invalid(path, "'\(member.key)' is not a valid key") }
                try schema.validate(member.value, path: Self.join(path, member.key))
            }
        }
    }

    private static func checkObject(_ value: JSONValue, members: [Member], additional: Bool, anyOf: [String], path: String) throws {
        guard let object = value.objectValue else { throw VolumeFault.invalid(path, "an object is expected") }
        for member in members {
            if let value = object[member.name] {
                try member.schema.validate(value, path: join(path, member.name))
            } else if member.isRequired {
                throw VolumeFault.invalid(path, "'\(member.name)' is required")
            }
        }
        if !additional, let unknown = object.first(where: { member in !members.contains { $0.name == member.key } }) {
            throw VolumeFault.invalid(path, "'\(unknown.key)' is not known here")
        }
        if !anyOf.isEmpty, !anyOf.contains(where: object.contains) {
            throw VolumeFault.invalid(path, "one of these is required: \(anyOf.joined(separator: ", "))")
        }
    }

    private static func checkText(_ value: JSONValue, min: Int, max: Int, format: StringFormat, path: String) throws {
        guard let text = value.stringValue else { throw VolumeFault.invalid(path, "\(value) is not a string") }
        let length = format == .trimmedName ? trimmed(text).unicodeScalars.count : text.unicodeScalars.count
        guard length >= min else { throw VolumeFault.invalid(path, "it is too short: at least \(min) characters are needed") }
        guard length <= max else { throw VolumeFault.invalid(path, "it is too long: at most \(max) characters are allowed") }
        switch format {
        case .any, .trimmedName: return
        case .notBlank:
            guard !trimmed(text).isEmpty else { throw VolumeFault.invalid(path, "it must not be blank") }
        case .uuid:
            guard UUIDText.isUUIDLike(text) else { throw VolumeFault.invalid(path, "'\(text)' is not a UUID") }
        case .host:
            let punctuation = Array("-._#@:/+[]".utf8)
            guard
                text.unicodeScalars.allSatisfy({
                    $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || punctuation.contains(UInt8($0.value)))
                })
            else { throw VolumeFault.invalid(path, "'\(text)' is not a host name") }
        case .printable:
            guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                throw VolumeFault.invalid(path, "it contains characters that cannot be printed")
            }
        }
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

    /// `text` without the blanks around it, as names and descriptions are kept.
    package static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The integer that a JSON integer, or a text of decimal digits, stands for.
    package static func integer(_ value: JSONValue) -> Int? {
        switch value {
        case .integer(let number): number
        case .string(let text) where !text.isEmpty && text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }):
            Int(text)
        default: nil
        }
    }

    /// The truth that a JSON boolean, or one of cinder's words for it, stands for.
    package static func boolean(_ value: JSONValue) -> Bool? {
        switch value {
        case .bool(let flag): flag
        case .string(let text): word(text)
        default: nil
        }
    }

    private static func word(_ text: String) -> Bool? {
        switch text {
        case "True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes", "y", "t": true
        case "False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no", "n", "f": false
        default: nil
        }
    }

    /// The truth of a word in a query string, in any case, as oslo's strict parser takes it.
    package static func boolean(query text: String) -> Bool? {
        switch trimmed(text).lowercased() {
        case "1", "t", "true", "on", "y", "yes": true
        case "0", "f", "false", "off", "n", "no": false
        default: nil
        }
    }
}
