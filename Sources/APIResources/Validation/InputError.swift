/// Why a value was refused: by a rule (a text for people) or by a conversion.
package struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Step: Sendable, Hashable { case conversion, validation }

    package var step: Step
    /// A clause without the attribute's name and without a full stop: `'x' is not a UUID`.
    package var reason: String

    package init(_ step: Step, _ reason: String) {
        self.step = step
        self.reason = reason
    }

    package var description: String { reason }
}
