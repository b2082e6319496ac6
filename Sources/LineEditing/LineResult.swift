/// What one call of ``LineEditor/readLine()`` came to.
package enum LineResult: Sendable, Equatable {
    /// The text without its final newline. It has newlines inside when it was pasted, recalled or continued on several lines.
    case line(String)
    /// Ctrl-C: the line was dropped.
    case interrupted
    /// Ctrl-D on an empty line, a terminal that went away, or ``EditorInbox/close()``.
    case endOfFile
}
