/// What the lexer finds in command position: a word, or what separates, pipes and redirects commands.
package struct Token: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case word(Word)
        /// `|` and the program after it, up to the end of the line or the next `;`, as it stands.
        case pipe(program: String)
        /// `>` or `>>`; the file is the next word.
        case redirection(isAppending: Bool)
        /// A newline or `;`.
        case separator
        case end
    }

    package var kind: Kind
    package var range: SourceRange
}
