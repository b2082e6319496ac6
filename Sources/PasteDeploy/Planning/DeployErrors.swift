package import INI

/// All the mistakes that keep a deployment from being loaded.
package struct DeployErrors: Error, Sendable, CustomStringConvertible {
    /// At least one, in the order of their positions.
    package let errors: [SourceError]

    package init(_ errors: [SourceError]) {
        self.errors = errors
    }

    package var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}
