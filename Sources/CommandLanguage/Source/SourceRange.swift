/// A stretch of a named text, from `start` up to but not including `end`.
package struct SourceRange: Sendable, Hashable, CustomStringConvertible {
    package var file: String
    package var start: ScriptPosition
    package var end: ScriptPosition

    package init(file: String, start: ScriptPosition = ScriptPosition(), end: ScriptPosition = ScriptPosition()) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// `file:line:column` of the start, as compilers write it.
    package var description: String { "\(file):\(start.line):\(start.column)" }

    /// The stretch from the start of this one to the end of `other`.
    package func joined(with other: SourceRange) -> SourceRange { SourceRange(file: file, start: start, end: other.end) }
}
