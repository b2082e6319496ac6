/// One word given to a command.
package struct Argument: Sendable, Hashable {
    /// The word; of one that is not ``isKnown``, only what stands before its first variable.
    package var text: String
    /// Whether all of it is known: a word with variables is not, until it is run.
    package var isKnown: Bool
    /// How much of ``text`` was written out. Options are told by that part alone, so that a variable's value is never taken for one.
    package var literalPrefix: String
    package var range: SourceRange

    /// A word as it is, such as an argument of the tool itself.
    package init(_ text: String, range: SourceRange = SourceRange(file: "")) {
        self.text = text
        isKnown = true
        literalPrefix = text
        self.range = range
    }

    /// A word before its variables are replaced.
    package init(_ word: Word) {
        let literal = word.literal
        literalPrefix = literal ?? word.literalPrefix
        text = literalPrefix
        isKnown = literal != nil
        range = word.range
    }

    /// A word with its variables replaced.
    package init(_ word: Word, in environment: any ScriptEnvironment) throws(Diagnostic) {
        text = try word.expanded(in: environment)
        literalPrefix = word.literalPrefix
        isKnown = true
        range = word.range
    }
}
