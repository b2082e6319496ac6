/// Reads words, pipes and redirections as sh does, and says where each stands.
///
/// It never fails: a mistake is kept in ``diagnostics`` and reading goes on after it, so that all mistakes are found and an unfinished line can be
/// completed.
package struct Lexer: Sendable {
    /// What is still open at the end of the text.
    package enum Opening: Sendable, Hashable {
        case singleQuote, doubleQuote, json, parameter, continuation
    }

    let source: SourceText
    var index: Int
    package internal(set) var diagnostics: [Diagnostic] = []
    package internal(set) var opening: Opening?
    /// The text ended in a comment.
    package internal(set) var endedInComment = false

    package init(source: SourceText) { self.init(source: source, index: 0) }

    init(source: SourceText, index: Int) {
        self.source = source
        self.index = index
    }

    var current: Unicode.Scalar? { source.scalar(at: index) }
    var following: Unicode.Scalar? { source.scalar(at: index + 1) }

    /// Moves on, not past the end.
    mutating func advance(_ count: Int = 1) { index = min(index + count, source.count) }

    /// Skips blanks, continued lines and a comment; stops at a newline.
    mutating func skipBlanks() {
        while let scalar = current {
            if scalar.isBlank {
                index += 1
            } else if scalar == "\\", let length = continuationLength {
                advance(length)
                if index >= source.count { opening = .continuation }
            } else if scalar == "#" {
                while let other = current, other != "\n" { index += 1 }
                endedInComment = index >= source.count
            } else {
                return
            }
        }
    }

    /// The length of `\` and the newline after it, when that stands here.
    var continuationLength: Int? {
        guard current == "\\" else { return nil }
        if following == nil || following == "\n" { return 2 }
        if following == "\r", source.scalar(at: index + 2) == "\n" { return 3 }
        return nil
    }

    /// The next token; ``Token/Kind/end`` again and again at the end.
    package mutating func next() -> Token {
        skipBlanks()
        let start = index
        guard let scalar = current else { return token(.end, from: start) }
        switch scalar {
        case "\n", ";":
            index += 1
            return token(.separator, from: start)
        case "|":
            index += 1
            while let blank = current, blank.isBlank { index += 1 }
            let program = rawText(stopsAtSemicolon: true)
            return token(.pipe(program: program), from: start)
        case ">":
            index += following == ">" ? 2 : 1
            return token(.redirection(isAppending: index - start == 2), from: start)
        default:
            return token(.word(readWord()), from: start)
        }
    }

    private func token(_ kind: Token.Kind, from start: Int) -> Token { Token(kind: kind, range: source.range(start..<index)) }

    /// The text up to the end of the line, or the next `;`, as it stands; quotes and `\` protect both.
    ///
    /// - Parameter stopsAtSemicolon: else the whole rest of the line is taken.
    mutating func rawText(stopsAtSemicolon: Bool) -> String {
        let start = index
        var quote: Unicode.Scalar?
        var quoteStart = index
        while let scalar = current {
            if scalar == "\\", quote != "'" {
                let length = continuationLength
                advance(length ?? 2)
                if length != nil, index >= source.count { opening = opening ?? .continuation }
                continue
            }
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
                quoteStart = index
            } else if scalar == "\n" || (scalar == ";" && stopsAtSemicolon) {
                break
            }
            index += 1
        }
        if let quote { reportOpen(quote == "'" ? .singleQuote : .doubleQuote, at: quoteStart, "unclosed \(quote == "'" ? "'" : "\"")") }
        var end = index
        while end > start, let last = source.scalar(at: end - 1), last.isBlank { end -= 1 }
        return source.text(start..<end)
    }

    /// The stretch of an expression: up to the end of the line, `;` or a comment; inside quotes and brackets it goes on in the next line.
    mutating func rawExpression() -> Range<Int> {
        skipBlanks()
        let start = index
        var brackets: [(scalar: Unicode.Scalar, index: Int)] = []
        scan: while let scalar = current {
            switch scalar {
            case "\\":
                let length = continuationLength
                advance(length ?? 2)
                if length != nil, index >= source.count { opening = opening ?? .continuation }
                continue
            case "'", "\"":
                let open = index
                index += 1
                while let other = current, other != scalar { advance(other == "\\" && scalar == "\"" ? 2 : 1) }
                if index >= source.count { reportOpen(scalar == "'" ? .singleQuote : .doubleQuote, at: open, "unclosed \(scalar)") }
            case "(", "[", "{": brackets.append((scalar, index))
            case ")", "]", "}": _ = brackets.popLast()
            case "\n", ";":
                if brackets.isEmpty { break scan }
            case "#":
                if brackets.isEmpty, index == start || source.scalar(at: index - 1)?.isBlank == true { break scan }
            default: break
            }
            advance()
        }
        if let open = brackets.last { reportOpen(.json, at: open.index, "unclosed '\(open.scalar)'") }
        var end = index
        while end > start, let last = source.scalar(at: end - 1), last.isBlankOrNewline { end -= 1 }
        return start..<end
    }

    mutating func reportOpen(_ what: Opening, at start: Int, _ message: String) {
        guard opening == nil || opening == .continuation else { return }
        opening = what
        diagnostics.append(Diagnostic(message, at: source.range(start..<min(start + 1, source.count)), isIncomplete: true))
    }
}
