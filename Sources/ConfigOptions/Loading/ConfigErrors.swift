package import INI

/// Every mistake of a configuration, found in one go.
package struct ConfigErrors: Error, Sendable, CustomStringConvertible {
    /// In the order of files and lines; what has no place in a file names its origin (`command line`) in place of one.
    package let errors: [SourceError]

    package init(_ errors: [SourceError]) {
        var seen: Set<SourceError> = []
        self.errors = errors.filter { seen.insert($0).inserted }
    }

    /// All of them, each with its line and caret.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
