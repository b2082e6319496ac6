package import INI

/// Every mistake in the files of rules, found in one go.
package struct PolicyErrors: Error, Sendable, CustomStringConvertible {
    package let errors: [SourceError]

    package init(_ errors: [SourceError]) { self.errors = errors }

    /// All of them, each with its line and caret.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
