package import JSONCodec

extension JSONValue {
    /// A string as it is, every other value as compact JSON.
    package var plainText: String { if case .string(let text) = self { text } else { description } }

    /// The document in a string that holds a JSON array or object; every other value as it is.
    package var decodingText: JSONValue {
        guard case .string(let text) = self, let first = text.unicodeScalars.first(where: { !$0.isBlankOrNewline }) else { return self }
        guard first == "{" || first == "[", let value = try? JSONValue(parsing: text) else { return self }
        return value
    }
}
