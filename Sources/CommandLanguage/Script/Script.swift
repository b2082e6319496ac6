/// A parsed script: every statement, or every mistake.
package struct Script: Sendable {
    package var source: SourceText
    /// What could be parsed; complete when there are no diagnostics.
    package var statements: [Statement]
    /// All mistakes, in the order of their places; nothing of a script with one may run.
    package var diagnostics: [Diagnostic]
    /// The text is right so far and goes on in the next line: an open quote, JSON body or block, or a trailing `\`.
    ///
    /// For an interactive shell, which then asks for more; a file or a command-line argument ends here, and the diagnostics say what is open.
    package var needsMoreInput: Bool

    /// Parses a whole script; never fails, but reports.
    ///
    /// - Parameters:
    ///   - text: the script.
    ///   - file: what positions call it.
    ///   - table: the commands that words are checked against.
    ///   - allowPrefixes: whether an unambiguous beginning of a command's word stands for it, as at a prompt.
    package init(parsing text: String, file: String, table: CommandTable = .standard, allowPrefixes: Bool = false) {
        let source = SourceText(text, file: file)
        var parser = ScriptParser(source: source, table: table, allowPrefixes: allowPrefixes)
        statements = parser.parseScript()
        diagnostics = parser.sortedDiagnostics
        needsMoreInput = parser.needsMoreInput
        self.source = source
    }
}
