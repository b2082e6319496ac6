/// A mistake at a place in a text file, ready to be shown to the person who wrote the file.
package struct SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The file cannot be used.
        case error
        /// The file can be used, but probably does not do what its author wanted.
        case warning
    }

    package let severity: Severity
    package let position: SourcePosition
    package let message: String

    /// The line at `position` without its terminator; empty when there is no such line.
    package let sourceLine: String

    /// What to do about it, when that is known.
    package let advice: String?

    package init(
        _ message: String, at position: SourcePosition, sourceLine: String = "", advice: String? = nil, severity: Severity = .error
    ) {
        self.severity = severity
        self.position = position
        self.message = message
        self.sourceLine = sourceLine
        self.advice = advice
    }

    /// `file:line:column: error: message`, then the line, then a caret under the column, then the advice.
    ///
    /// The source line and the caret are left out when there is no line; the advice when there is none.
    package var description: String {
        var text = "\(position): \(severity.rawValue): \(message)"
        if !sourceLine.isEmpty {
            // Tabs are kept in front of the caret, so that it stands under its character whatever the tab width.
            let indent = sourceLine.prefix(max(0, position.column - 1)).map { $0 == "\t" ? "\t" : " " }.joined()
            text += "\n\(sourceLine)\n\(indent)^"
        }
        if let advice {
            text += "\n\(advice)"
        }
        return text
    }
}
