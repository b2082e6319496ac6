package import JSONCodec

/// What one filter, or the app, did to a request.
package struct TraceStep: Sendable, Hashable {
    package var name: String
    /// The time spent in it and not in what it called.
    package var elapsedMicroseconds: Int
    /// Headers it added, as `Name: value`.
    package var headersAdded: [String]
    /// Names of the headers it removed.
    package var headersRemoved: [String]
    /// The answer was made here.
    package var answered: Bool

    package init(name: String, elapsedMicroseconds: Int, headersAdded: [String] = [], headersRemoved: [String] = [], answered: Bool = false)
    {
        self.name = name
        self.elapsedMicroseconds = elapsedMicroseconds
        self.headersAdded = headersAdded
        self.headersRemoved = headersRemoved
        self.answered = answered
    }

    package var jsonValue: JSONValue {
        [
            "name": .string(name), "elapsed_us": .integer(elapsedMicroseconds), "headers_added": .array(headersAdded.map { .string($0) }),
            "headers_removed": .array(headersRemoved.map { .string($0) }), "answered": .bool(answered),
        ]
    }

    package init?(jsonValue: JSONValue) {
        guard let name = jsonValue["name"]?.stringValue else { return nil }
        func strings(_ key: String) -> [String] { (jsonValue[key]?.arrayValue ?? []).compactMap(\.stringValue) }
        self.init(
            name: name, elapsedMicroseconds: jsonValue["elapsed_us"]?.integerValue ?? 0, headersAdded: strings("headers_added"),
            headersRemoved: strings("headers_removed"), answered: jsonValue["answered"]?.boolValue ?? false)
    }
}
