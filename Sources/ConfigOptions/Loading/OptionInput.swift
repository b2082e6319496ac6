import INI

/// What was given for an option, before substitution and conversion.
struct OptionInput: Sendable {
    /// One text with its place.
    struct Text: Sendable {
        let text: String
        let entry: INIEntry?
        let document: INIDocument?

        init(_ text: String) {
            self.text = text
            entry = nil
            document = nil
        }

        init(_ entry: INIEntry, in document: INIDocument) {
            text = entry.value
            self.entry = entry
            self.document = document
        }
    }

    /// One text for each value of a multi option, one for any other.
    var texts: [Text]
    var source: ValueSource

    /// A mistake in one of the texts.
    ///
    /// - Parameters:
    ///   - offset: the number of characters of the text before the mistake.
    ///   - isSecret: the value is masked in the line that is shown.
    func error(_ message: String, in text: Text?, atOffset offset: Int = 0, advice: String? = nil, isSecret: Bool = false) -> SourceError {
        guard let text, let entry = text.entry, let document = text.document else {
            return SourceError(message, at: source.origin, advice: advice)
        }
        guard isSecret else { return document.error(message, at: entry.position(atOffset: offset), advice: advice) }
        let start = entry.valuePosition
        var line = document.line(start.line)
        if start.line == entry.keyPosition.line {
            line = String(line.prefix(start.column - 1)) + "****"
        } else {
            line = "****"
        }
        return SourceError(message, at: start, sourceLine: line, advice: advice)
    }
}
