/// A mistake in the text of a rule.
package struct CheckError: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String
    /// How many characters stand before it.
    package var offset: Int
    package var advice: String?

    package var description: String { "\(message) (at character \(offset + 1))" }
}
