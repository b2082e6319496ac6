import HTTPApplication

/// The parameters of a header `Authorization: OAuth name="value", ...`, RFC 5849 section 3.5.1.
struct OAuthHeader: Sendable {
    /// In the order of the header, decoded.
    let parameters: [QueryItems.Item]

    private static let maximumLength = 8192

    /// - Returns: `nil` when the header is of another scheme, or no list of parameters.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumLength, text.prefix(6).lowercased() == "oauth " else { return nil }
        var reader = ParameterReader(bytes: bytes, position: 6)
        var parameters: [QueryItems.Item] = []
        while true {
            guard let more = reader.skipSeparators() else { break }
            guard more, let (name, value) = reader.parameter() else { return nil }
            parameters.append(.init(name: PercentEncoding.decode(name), value: PercentEncoding.decode(value)))
        }
        self.parameters = parameters
    }

    /// The first value of the parameter; `nil` also for an empty one.
    func value(_ name: String) -> String? {
        parameters.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}

/// Reads `name="value"` after `name="value"`.
private struct ParameterReader {
    let bytes: [UInt8]
    var position: Int

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// - Returns: `nil` at the end of the header; `false` when parameters follow each other without a comma.
    mutating func skipSeparators() -> Bool? {
        var hasComma = position == 6
        while let byte, byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            hasComma = hasComma || byte == UInt8(ascii: ",")
            position += 1
        }
        return byte == nil ? nil : hasComma
    }

    mutating func parameter() -> (name: String, value: String)? {
        let name = text { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ",") }
        guard !name.isEmpty, byte == UInt8(ascii: "=") else { return nil }
        position += 1
        guard byte == UInt8(ascii: "\"") else { return (name, text { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }) }
        position += 1
        let value = text { $0 != UInt8(ascii: "\"") }
        guard byte != nil else { return nil }
        position += 1
        return (name, value)
    }

    private mutating func text(_ isPart: (UInt8) -> Bool) -> String {
        let start = position
        while let byte, isPart(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
