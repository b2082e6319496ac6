/// The yes-or-no properties of an option.
package struct OptionTraits: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Its value is masked wherever it is shown.
    package static let secret = OptionTraits(rawValue: 1)
    /// It takes effect while the service runs.
    package static let mutable = OptionTraits(rawValue: 2)
    /// It has to have a value.
    package static let required = OptionTraits(rawValue: 4)
    /// It has to have a value once `enabled` of its group is true.
    package static let requiredWhenEnabled = OptionTraits(rawValue: 8)
    /// Upstream will remove it.
    package static let deprecated = OptionTraits(rawValue: 16)
}
