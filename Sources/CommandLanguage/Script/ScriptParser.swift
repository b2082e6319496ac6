/// Reads statements and checks their words against the table; collects every mistake.
struct ScriptParser {
    let source: SourceText
    let table: CommandTable
    let allowPrefixes: Bool
    var lexer: Lexer
    var diagnostics: [Diagnostic] = []
    /// Blocks may be nested this deep.
    static let maximumDepth = 64

    init(source: SourceText, table: CommandTable, allowPrefixes: Bool) {
        self.source = source
        self.table = table
        self.allowPrefixes = allowPrefixes
        lexer = Lexer(source: source)
    }

    /// The word that ended a list of statements.
    struct Terminator {
        var word: String
        var range: SourceRange
    }

    var sortedDiagnostics: [Diagnostic] {
        (diagnostics + lexer.diagnostics).enumerated()
            .sorted { ($0.element.range.start.offset, $0.offset) < ($1.element.range.start.offset, $1.offset) }
            .map(\.element)
    }

    var needsMoreInput: Bool {
        let all = diagnostics + lexer.diagnostics
        return lexer.opening == .continuation || (!all.isEmpty && all.allSatisfy(\.isIncomplete))
    }

    /// The text ended within a word or an expression: what was read of it is no ground for complaints.
    var isCutShort: Bool { lexer.opening != nil && lexer.opening != .continuation && lexer.index >= source.count }

    mutating func report(_ message: String, at range: SourceRange, advice: String? = nil, incomplete: Bool = false) {
        diagnostics.append(Diagnostic(message, at: range, advice: advice, isIncomplete: incomplete))
    }

    mutating func parseScript() -> [Statement] {
        var statements: [Statement] = []
        while true {
            let (more, terminator) = parseStatements(depth: 0)
            statements += more
            guard let terminator else { return statements }
            report(
                "'\(terminator.word)' without \(terminator.word == "end" ? "'if' or 'for'" : "'if'")", at: terminator.range)
            skipStatement()
        }
    }

    /// Reads statements up to the end, or to `elif`, `else` or `end`, which is consumed.
    mutating func parseStatements(depth: Int) -> ([Statement], Terminator?) {
        var statements: [Statement] = []
        while true {
            lexer.skipBlanks()
            switch lexer.current {
            case nil: return (statements, nil)
            case "\n", ";":
                lexer.advance()
                continue
            default: break
            }
            if let terminator = readTerminator() { return (statements, terminator) }
            guard let statement = parseStatement(depth: depth) else { continue }
            if case .expectation(let expectation) = statement.kind, !statement.ignoresFailure, let last = statements.indices.last,
                statements[last].isJudgedByExpectations
            {
                statements[last].expectations.append(expectation)
            } else {
                statements.append(statement)
            }
        }
    }

    private mutating func readTerminator() -> Terminator? {
        var ahead = lexer
        guard case .word(let word) = ahead.next().kind, !word.isQuoted, let text = word.literal else { return nil }
        guard text == "end" || text == "else" || text == "elif" else { return nil }
        lexer = ahead
        return Terminator(word: text, range: word.range)
    }

    /// Reads one statement; `nil` when nothing could be made of it.
    private mutating func parseStatement(depth: Int) -> Statement? {
        let start = lexer.index
        var ignoresFailure = false
        if lexer.current == "-" {
            ignoresFailure = true
            lexer.advance()
            lexer.skipBlanks()
        }
        let kind = parseKind(depth: depth)
        guard let kind else { return nil }
        var end = lexer.index
        if kind.isBlock { end = source.scalars[start...].firstIndex(of: "\n") ?? end }
        while end > start, let last = source.scalar(at: end - 1), last.isBlankOrNewline || last == ";" { end -= 1 }
        let range = source.range(start..<end)
        if ignoresFailure, kind.isBlock {
            report("'-' cannot stand before a block", at: range, advice: "put it before the commands in the block")
        }
        return Statement(kind: kind, range: range, ignoresFailure: ignoresFailure, expectations: [])
    }

    private mutating func parseKind(depth: Int) -> Statement.Kind? {
        let start = lexer.index
        if lexer.current == "!" {
            lexer.advance()
            return parseProgram(from: start).map { .program($0) }
        }
        let token = lexer.next()
        switch token.kind {
        case .word(let word):
            guard !word.isQuoted, let text = word.literal, let keyword = keyword(text) else {
                return parseCommandLine(startingWith: word).map { .command($0) }
            }
            switch keyword {
            case "if": return parseConditional(opening: word.range, depth: depth + 1)
            case "for": return parseLoop(opening: word.range, depth: depth + 1)
            case "assert": return parseAssertion(keyword: word.range)
            case "expect": return parseExpectation(keyword: word.range)
            case "capture": return parseCapture(keyword: word.range)
            case "wait-until": return parseRepetition(keyword: word.range, named: keyword).map { .waitUntil($0) }
            case "watch": return parseRepetition(keyword: word.range, named: keyword).map { .watch($0) }
            default: return parseCommandLine(startingWith: word).map { .command($0) }
            }
        case .pipe:
            report("expected a command before '|'", at: token.range)
        case .redirection:
            report("expected a command before the redirection", at: token.range)
            skipStatement()
        case .separator:
            report("expected a command after '-'", at: source.range(start..<min(start + 1, source.count)))
        case .end:
            if lexer.opening == nil { report("expected a command after '-'", at: source.range(max(0, start - 1)..<start)) }
        }
        return nil
    }

    /// The statement word that `text` is, or stands for where beginnings are allowed.
    private func keyword(_ text: String) -> String? {
        guard case .found(let head) = table.head(text, allowPrefixes: allowPrefixes) else { return nil }
        return head.single?.isStatement == true ? head.word : nil
    }

    /// Reads on to the end of the statement without looking at it.
    mutating func skipStatement() {
        while true {
            switch lexer.next().kind {
            case .separator, .end, .pipe: return
            case .word, .redirection: continue
            }
        }
    }

    /// The program after a `!`; `nil` when there is none.
    mutating func parseProgram(from start: Int) -> String? {
        while let blank = lexer.current, blank.isBlank { lexer.advance() }
        let program = lexer.rawText(stopsAtSemicolon: false)
        guard program.isEmpty else { return program }
        report("expected a program after '!'", at: source.range(start..<start + 1))
        return nil
    }

    /// Complains about anything but the end of the statement.
    mutating func expectEndOfStatement(after word: String) {
        let token = lexer.next()
        switch token.kind {
        case .separator, .end: return
        case .word(let extra):
            let advice = word == "else" && extra.literal == "if" ? "write 'elif'" : "begin a new line or write ';'"
            report("unexpected '\(source.text(of: extra.range))' after '\(word)'", at: extra.range, advice: advice)
        case .pipe: report("unexpected '|' after '\(word)'", at: token.range)
        case .redirection: report("unexpected '>' after '\(word)'", at: token.range)
        }
        if case .pipe = token.kind { return }
        skipStatement()
    }
}

extension Statement {
    /// Whether `expect` statements after it judge it: a request, kept or repeated; or a command that only running will tell.
    var isJudgedByExpectations: Bool {
        switch kind {
        case .command(let line), .capture(_, .command(let line)): line.command?.isRequest ?? true
        case .waitUntil(let repetition): repetition.command.command?.isRequest ?? true
        case .capture, .conditional, .loop, .assertion, .expectation, .watch, .program: false
        }
    }
}

extension Statement.Kind {
    var isBlock: Bool {
        switch self {
        case .conditional, .loop: true
        default: false
        }
    }
}
