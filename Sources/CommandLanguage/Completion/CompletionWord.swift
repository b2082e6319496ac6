/// One word that may stand next, with a line of help.
package struct CompletionWord: Sendable, Hashable {
    /// The word, unquoted.
    package var value: String
    package var help: String
    /// The word is complete: a blank follows it.
    package var endsWord: Bool
    /// What was typed is the beginning of another name of it: it replaces that.
    package var standsForName: Bool

    package init(_ value: String, help: String = "", endsWord: Bool = true, standsForName: Bool = false) {
        self.value = value
        self.help = help
        self.endsWord = endsWord
        self.standsForName = standsForName
    }
}
