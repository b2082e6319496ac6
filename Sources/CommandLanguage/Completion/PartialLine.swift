/// An unfinished line, read up to the cursor: which command is being typed, and which word of it.
struct PartialLine {
    enum Context: Sendable, Hashable {
        case command
        /// The name of a variable, behind `$`.
        case variable
        /// The file of a redirection.
        case file
        /// A program of the operating system, a comment: nothing to say.
        case foreign
    }

    /// The words before the one at the cursor, from the command's first.
    private(set) var words: [Word] = []
    /// The text of the word at the cursor; empty where a new one begins.
    private(set) var prefix = ""
    private(set) var isQuoted = false
    /// Where the word at the cursor begins, in bytes.
    private(set) var start: Int
    let cursor: Int
    private(set) var openQuote: Character?
    private(set) var context = Context.command

    init(_ line: String, cursor: Int? = nil) {
        let bytes = Array(line.utf8)
        let cursor = max(0, min(cursor ?? bytes.count, bytes.count))
        let text = String(decoding: bytes[..<cursor], as: UTF8.self)
        self.cursor = cursor
        start = cursor
        read(SourceText(text, file: "<line>"))
    }

    private mutating func read(_ source: SourceText) {
        var lexer = Lexer(source: source)
        var expectsFile = false
        scan: while true {
            lexer.skipBlanks()
            if words.isEmpty, !expectsFile {
                // What stands before a command: `-`, `!`.
                if lexer.current == "-" {
                    lexer.advance()
                    continue
                }
                if lexer.current == "!" {
                    context = .foreign
                    return
                }
            }
            let token = lexer.next()
            switch token.kind {
            case .separator: words = []
            case .pipe:
                // A program that goes up to the cursor is still being typed.
                if token.range.end.offset >= cursor {
                    context = .foreign
                    return
                }
                words = []
            case .redirection: expectsFile = true
            case .word(let word):
                if word.range.end.offset >= cursor {
                    take(word, lexer: lexer, source: source)
                    if expectsFile { context = .file }
                    return
                }
                if expectsFile { expectsFile = false } else { words.append(word) }
            case .end: break scan
            }
        }
        if lexer.endedInComment { context = .foreign }
        if expectsFile { context = .file }
    }

    /// The word that the cursor touches.
    private mutating func take(_ word: Word, lexer: Lexer, source: SourceText) {
        start = word.range.start.offset
        isQuoted = word.isQuoted
        prefix = word.literal ?? word.literalPrefix
        switch lexer.opening {
        case .singleQuote: openQuote = "'"
        case .doubleQuote: openQuote = "\""
        default: break
        }
        if case .variable(let reference, _)? = word.segments.last, reference.range.end.offset >= cursor, reference.fallback == nil {
            let typed = source.text(of: reference.range)
            guard !typed.hasSuffix("}"), reference.path == nil else { return }
            context = .variable
            prefix = reference.name
            start = cursor - reference.name.utf8.count
            openQuote = nil
        } else if case .literal(let text)? = word.segments.last, text.hasSuffix("$"), source.scalars.last == "$", openQuote != "'" {
            context = .variable
            prefix = ""
            start = cursor
            openQuote = nil
        }
    }
}
