/// One mistake in a script or in a command, with its place and what may be done about it.
package struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
    package var range: SourceRange
    /// What is wrong; names the word and, where there is one, the limit.
    package var message: String
    /// One line that says what to do.
    package var advice: String?
    /// Words that were probably meant, nearest first; at most three.
    package var suggestions: [String]
    /// The text is right so far and merely ends too early: an interactive shell asks for another line.
    package var isIncomplete: Bool

    package init(_ message: String, at range: SourceRange, advice: String? = nil, suggestions: [String] = [], isIncomplete: Bool = false) {
        self.range = range
        self.message = message
        self.advice = advice
        self.suggestions = Array(suggestions.prefix(3))
        self.isIncomplete = isIncomplete
    }

    /// `file:line:column: error: message`.
    package var description: String { "\(range): error: \(message)" }

    /// The line below the message: suggestions, advice, or both; `nil` when there is nothing to say.
    package var guidance: String? {
        var parts: [String] = []
        if let last = suggestions.last {
            let others = suggestions.dropLast().map { "'\($0)'" }.joined(separator: ", ")
            parts.append("did you mean \(others.isEmpty ? "" : others + " or ")'\(last)'?")
        }
        if let advice { parts.append(advice) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The whole text for standard error, without a newline at its end.
    ///
    /// - Parameters:
    ///   - program: the name the first line starts with.
    ///   - chain: the `source` statements that led here, innermost first.
    package func report(program: String = "cloudsh", sourcedFrom chain: [SourceRange] = []) -> String {
        var lines = ["\(program): \(description)"]
        lines += chain.map { "  sourced from \($0)" }
        if let guidance { lines += guidance.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 } }
        return lines.joined(separator: "\n")
    }
}
