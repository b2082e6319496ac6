/// What a factory throws when the value of one of its options is of no use to it.
///
/// The loader turns it into an error at that option's place in the deployment file.
package struct FactoryOptionError: Error, Sendable, CustomStringConvertible {
    package let option: String
    package let message: String
    package let advice: String?

    package init(option: String, message: String, advice: String? = nil) {
        self.option = option
        self.message = message
        self.advice = advice
    }

    package var description: String { "option `\(option)`: \(message)" }
}
