/// A place in a text file: the line and column of a character, both counted from 1.
///
/// Columns count characters, not bytes. Line 0 means "the file as a whole".
package struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, or the file's name alone for the file as a whole.
    package var description: String {
        line > 0 ? "\(file):\(line):\(column)" : file
    }

    package static func < (lhs: SourcePosition, rhs: SourcePosition) -> Bool {
        (lhs.file, lhs.line, lhs.column) < (rhs.file, rhs.line, rhs.column)
    }
}
