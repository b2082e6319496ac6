/// Why a text is not a value of a type; it reads on after the option's name.
package struct OptionRefusal: Error, Sendable, Hashable {
    /// "must be at least 1, not 0"
    package let reason: String
    /// "Did you mean `noauth`?"
    package let advice: String?

    package init(_ reason: String, advice: String? = nil) {
        self.reason = reason
        self.advice = advice
    }
}
