/// The major versions of the API that are served from the same controllers.
package enum APIDialect: String, Sendable {
    case v1, v2, v3

    /// Whether requests choose a microversion; the older versions answer as the lowest one of `v3` does.
    package var hasMicroversions: Bool { self == .v3 }
    /// Whether a path may leave out the project.
    package var projectIsOptional: Bool { self == .v3 }
    /// `v1` spells `name` as `display_name`.
    package var usesDisplayNames: Bool { self == .v1 }
}
