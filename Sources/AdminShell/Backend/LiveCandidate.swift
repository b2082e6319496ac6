package import JSONCodec

/// A live object that a word may stand for, offered by TAB.
package struct LiveCandidate: Sendable, Hashable {
    package var value: String
    package var description: String

    package init(_ value: String, _ description: String = "") {
        self.value = value
        self.description = description
    }

    package var jsonValue: JSONValue { ["value": .string(value), "description": .string(description)] }

    package init?(jsonValue: JSONValue) {
        guard let value = jsonValue["value"]?.stringValue else { return nil }
        self.init(value, jsonValue["description"]?.stringValue ?? "")
    }
}
