package import JSONCodec
package import Persistence

extension SQLValue {
    /// A JSON value as a column keeps it: truths as 1 and 0, lists and objects as their text.
    package init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool(let flag): .integer(flag ? 1 : 0)
            case .integer(let number): .integer(number)
            case .number(let number): .real(number)
            case .string(let text): .text(text)
            case .array, .object: .text(value.description)
            }
    }
}
