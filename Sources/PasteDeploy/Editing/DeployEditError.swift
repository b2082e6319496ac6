/// Why an edit cannot be made; nothing has changed.
package struct DeployEditError: Error, Sendable, CustomStringConvertible {
    package let message: String

    /// What to do about it, when that is known.
    package let advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    package var description: String { advice.map { "\(message)\n\($0)" } ?? message }
}
