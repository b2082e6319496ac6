/// Why a set of extensions cannot be used together.
package enum ExtensionError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(required: String, by: String)
    /// The aliases of the circle, the first again at the end.
    case cycle([String])
    case duplicate(String)
    case unknownCollection(String, by: String)

    package var description: String {
        switch self {
        case .missing(let required, let alias): "extension '\(alias)' requires '\(required)', which is not there"
        case .cycle(let aliases): "extensions require each other: \(aliases.joined(separator: " -> "))"
        case .duplicate(let alias): "extension '\(alias)' is there twice"
        case .unknownCollection(let collection, let alias): "extension '\(alias)' adds attributes to '\(collection)', which is no resource"
        }
    }
}
