/// One command of the table with its words, as written.
package struct SimpleCommand: Sendable, Hashable {
    package var words: [Word]
    /// The command, where its words could be told before running; `nil` when one of them is a variable.
    package var command: Command?
    package var destination: OutputDestination?
    /// The first to the last word, without pipe and redirection.
    package var range: SourceRange

    /// The words with their variables replaced, ready for ``CommandTable/match(_:allowPrefixes:)``.
    ///
    /// - Throws: a diagnostic at the first variable that is undefined.
    package func arguments(in environment: any ScriptEnvironment) throws(Diagnostic) -> [Argument] {
        var arguments: [Argument] = []
        for word in words { arguments.append(try Argument(word, in: environment)) }
        return arguments
    }

    /// The words as they may be checked before running.
    var uncheckedArguments: [Argument] { words.map { Argument($0) } }
}
