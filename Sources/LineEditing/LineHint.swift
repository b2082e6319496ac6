/// The dim rest of a line, shown after the cursor.
package struct LineHint: Sendable, Equatable {
    package var text: String
    /// Whether Right and Ctrl-E put the text into the line. An argument's syntax, say, is only to be read.
    package var isAcceptable: Bool

    package init(_ text: String, isAcceptable: Bool = true) {
        self.text = text
        self.isAcceptable = isAcceptable
    }
}
