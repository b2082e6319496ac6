/// Why a text is not a value of a type; it reads on after the option's name.
struct OptionRefusal: Error {
    /// "must be at least 1, not 0"
    let reason: String
    /// "Did you mean `noauth`?"
    let advice: String?

    init(_ reason: String, advice: String? = nil) {
        self.reason = reason
        self.advice = advice
    }
}
