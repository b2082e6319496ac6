/// The value of an option after conversion to its type.
package enum OptionValue: Sendable, Hashable {
    /// The option has no value: none was given and it has no default, or the text was empty where a number is wanted.
    case unset
    case string(String)
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    /// The items of a list, or all values of an option that may be given several times.
    case list([String])
    /// Pairs in the order they are written.
    case dictionary([Pair])

    package struct Pair: Sendable, Hashable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The value as it would be written in a file, or nil when there is none.
    ///
    /// Items are joined by commas; values of a multi option too.
    package var text: String? {
        switch self {
        case .unset: nil
        case .string(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): number.description
        case .list(let items): items.joined(separator: ",")
        case .dictionary(let pairs): pairs.map { "\($0.key):\($0.value)" }.joined(separator: ",")
        }
    }
}
