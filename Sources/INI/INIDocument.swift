/// A configuration file: its text, unchanged, and what stands where in it.
///
/// Reading never fails: mistakes are collected in `errors`, and what could be understood is in `sections`. The text is kept as it
/// was, byte for byte, so that an edited document differs from the original only in what was edited.
package struct INIDocument: Sendable {
    /// The name used in positions: a path as the user knows it, or any other name for a text that is not in a file.
    package let file: String

    package let dialect: INIDialect

    /// The whole text.
    package let text: String

    /// The sections in the order they are written; a repeated section occurs repeatedly.
    package let sections: [INISection]

    /// Every mistake of the file's grammar, in the order of their positions.
    package let errors: [SourceError]

    let lines: [SourceLine]

    package init(parsing text: String, file: String, dialect: INIDialect) {
        self.file = file
        self.dialect = dialect
        self.text = text
        self.lines = SourceLine.split(text)
        var parser = INIParser(file: file, lines: lines)
        switch dialect {
        case .pasteDeploy: parser.parsePasteDeploy()
        case .osloConfig: parser.parseOsloConfig()
        }
        self.sections = parser.sections
        self.errors = parser.errors.sorted { $0.position < $1.position }
    }

    /// All sections of that name, in order.
    package func sections(named name: String) -> [INISection] {
        sections.filter { $0.name == name }
    }

    /// The entry that counts for that name: the last one of the last section that has it.
    package func entry(_ key: String, in section: String) -> INIEntry? {
        for candidate in sections.reversed() where candidate.name == section {
            if let entry = candidate.entry(key) { return entry }
        }
        return nil
    }

    /// The text of a line without its terminator; empty when there is no such line.
    package func line(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? lines[number - 1].content : ""
    }

    /// A mistake in this document, with the line it is on.
    package func error(
        _ message: String, at position: SourcePosition, advice: String? = nil, severity: SourceError.Severity = .error
    ) -> SourceError {
        SourceError(message, at: position, sourceLine: line(position.line), advice: advice, severity: severity)
    }
}
