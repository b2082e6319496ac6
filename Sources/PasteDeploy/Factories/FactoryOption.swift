/// An option that a factory takes from its section: its check, its documentation.
package struct FactoryOption: Sendable, Hashable {
    /// What the text of a value has to be.
    package enum ValueType: String, Sendable {
        case string, boolean, integer, number, list
    }

    package let name: String
    package let summary: String
    package let type: ValueType
    package let required: Bool

    /// The value that counts when the option is not given, as it would be written.
    package let defaultValue: String?

    /// Whether the value is masked wherever a plan is shown.
    package let secret: Bool

    package init(
        _ name: String, _ summary: String, type: ValueType = .string, required: Bool = false, defaultValue: String? = nil,
        secret: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.type = type
        self.required = required
        self.defaultValue = defaultValue
        self.secret = secret
    }

    /// Why `text` is no value of this option, or nil when it is one.
    func objection(to text: String) -> String? {
        switch type {
        case .string, .list: nil
        case .boolean: FactoryArguments.boolean(text) == nil ? "`\(text)` is no boolean (true, yes, on, 1, false, no, off, 0)" : nil
        case .integer: FactoryArguments.integer(text) == nil ? "`\(text)` is no integer" : nil
        case .number: FactoryArguments.number(text) == nil ? "`\(text)` is no number" : nil
        }
    }
}
