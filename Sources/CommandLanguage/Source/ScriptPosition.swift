/// A place in a script or in a line being typed.
package struct ScriptPosition: Sendable, Hashable {
    /// The line, 1 for the first.
    package var line: Int
    /// The character in its line, 1 for the first.
    package var column: Int
    /// Bytes of UTF-8 before it in the whole text.
    package var offset: Int

    package init(line: Int = 1, column: Int = 1, offset: Int = 0) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}
