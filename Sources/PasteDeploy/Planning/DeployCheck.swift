package import INI

/// What is to be said about a whole deployment file.
package struct DeployCheck: Sendable {
    /// What keeps the file, or some section of it, from being loaded.
    package let errors: [SourceError]

    /// What is allowed but hardly meant.
    package let warnings: [SourceError]
}
