import CommandLanguage
package import JSONCodec

/// A live object that a word may stand for, offered by TAB.
package struct LiveCandidate: Sendable, Hashable {
    package var value: String
    package var description: String
    /// Whether the word is complete with it: a path to a collection may go on.
    package var endsWord: Bool

    package init(_ value: String, _ description: String = "", endsWord: Bool = true) {
        self.value = value
        self.description = description
        self.endsWord = endsWord
    }

    package var jsonValue: JSONValue {
        ["value": .string(value), "description": .string(description), "ends_word": .bool(endsWord)]
    }

    var completionWord: CompletionWord { CompletionWord(value, help: description, endsWord: endsWord) }

    package init?(jsonValue: JSONValue) {
        guard let value = jsonValue["value"]?.stringValue else { return nil }
        self.init(
            value, jsonValue["description"]?.stringValue ?? "", endsWord: jsonValue["ends_word"]?.boolValue ?? true)
    }
}
