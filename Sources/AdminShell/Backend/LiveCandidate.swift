import CommandLanguage
package import JSONCodec

/// A live object that a word may stand for, offered by TAB.
package struct LiveCandidate: Sendable, Hashable {
    package var value: String
    package var description: String
    /// Whether the word is complete with it: a path to a collection may go on.
    package var endsWord: Bool
    /// What was typed is the beginning of its name, and not of it.
    package var standsForName: Bool

    package init(_ value: String, _ description: String = "", endsWord: Bool = true, standsForName: Bool = false) {
        self.value = value
        self.description = description
        self.endsWord = endsWord
        self.standsForName = standsForName
    }

    package var jsonValue: JSONValue {
        [
            "value": .string(value), "description": .string(description), "ends_word": .bool(endsWord),
            "stands_for_name": .bool(standsForName),
        ]
    }

    var completionWord: CompletionWord { CompletionWord(value, help: description, endsWord: endsWord, standsForName: standsForName) }

    package init?(jsonValue: JSONValue) {
        guard let value = jsonValue["value"]?.stringValue else { return nil }
        self.init(
            value, jsonValue["description"]?.stringValue ?? "", endsWord: jsonValue["ends_word"]?.boolValue ?? true,
            standsForName: jsonValue["stands_for_name"]?.boolValue ?? false)
    }
}
