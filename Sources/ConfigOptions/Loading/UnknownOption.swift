package import INI

/// An option in a file that the project does not have. It is ignored, as upstream ignores it.
package struct UnknownOption: Sendable, Hashable {
    package let key: OptionKey
    package let value: String
    package let position: SourcePosition

    /// The line it is on; the value is masked when the name says that it is a secret.
    package let sourceLine: String

    /// Whether the file is common to all projects: it may be another project's option.
    package let isCommon: Bool

    init(_ key: OptionKey, _ entry: INIEntry, in document: INIDocument, isCommon: Bool) {
        self.key = key
        self.value = entry.value
        self.position = entry.keyPosition
        self.isCommon = isCommon
        let line = document.line(entry.keyPosition.line)
        let name = key.name.lowercased()
        let isSecret = ["password", "secret", "token", "connection", "credential", "_key"].contains { name.contains($0) }
        sourceLine = isSecret ? String(line.prefix(entry.valuePosition.column - 1)) + "****" : line
    }

    /// The warning that `config check` prints.
    package func warning(in catalog: OptionCatalog) -> SourceError {
        let advice = catalog.suggestion(for: key).map { "Did you mean `\($0.name)` in [\($0.group)]?" }
        return SourceError(
            "unknown option \(key) is ignored", at: position, sourceLine: sourceLine, advice: advice, severity: .warning)
    }
}
