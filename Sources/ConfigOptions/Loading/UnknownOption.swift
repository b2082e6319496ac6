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

    /// The known option that may have been meant: of that name in another group, else of a similar name in the same group,
    /// else of a similar name anywhere.
    package func suggestion(in catalog: OptionCatalog) -> OptionKey? {
        let sameName = catalog.options.filter { $0.name == key.name }
        if let elsewhere = sameName.first { return elsewhere.key }
        let group = catalog.options.lazy.filter { $0.group == key.group }.map(\.name)
        if let near = Spelling.nearest(to: key.name, in: group) { return OptionKey(near, group: key.group) }
        guard let near = Spelling.nearest(to: key.name, in: catalog.options.lazy.map(\.name)) else { return nil }
        return catalog.options.first { $0.name == near }?.key
    }

    /// The warning that `config check` prints.
    package func warning(in catalog: OptionCatalog) -> SourceError {
        let advice = suggestion(in: catalog).map { "Did you mean `\($0.name)` in [\($0.group)]?" }
        return SourceError(
            "unknown option \(key) is ignored", at: position, sourceLine: sourceLine, advice: advice, severity: .warning)
    }
}
