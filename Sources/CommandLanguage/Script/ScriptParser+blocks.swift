extension ScriptParser {
    mutating func parseConditional(opening: SourceRange, depth: Int) -> Statement.Kind? {
        var branches: [Statement.Branch] = []
        var otherwise: [Statement]?
        var keyword = "if"
        var keywordRange = opening
        guard depth <= ScriptParser.maximumDepth else { return refuseDepth(at: opening) }
        while true {
            if keyword == "else" {
                expectEndOfStatement(after: "else")
            } else if let condition = parseCondition(keyword: keyword, at: keywordRange) {
                branches.append(condition)
            }
            let (list, terminator) = parseStatements(depth: depth)
            if keyword == "else" {
                otherwise = (otherwise ?? []) + list
            } else if !branches.isEmpty {
                branches[branches.count - 1].body += list
            }
            guard let terminator else {
                if lexer.opening == nil || lexer.opening == .continuation { report("'if' without 'end'", at: opening, incomplete: true) }
                return .conditional(branches: branches, otherwise: otherwise)
            }
            if terminator.word == "end" {
                expectEndOfStatement(after: "end")
                return .conditional(branches: branches, otherwise: otherwise)
            }
            if otherwise != nil { report("'\(terminator.word)' after 'else'", at: terminator.range) }
            keyword = terminator.word
            keywordRange = terminator.range
        }
    }

    /// Beyond the limit the rest of the script is left unread: following it would only cost the stack.
    private mutating func refuseDepth(at range: SourceRange) -> Statement.Kind? {
        report("blocks are nested too deep", at: range, advice: "at most \(ScriptParser.maximumDepth) blocks may stand within each other")
        lexer.index = source.count
        return nil
    }

    /// The condition behind `if` or `elif`, with an empty body.
    private mutating func parseCondition(keyword: String, at keywordRange: SourceRange) -> Statement.Branch? {
        lexer.skipBlanks()
        switch lexer.current {
        case nil, "\n", ";":
            report(
                "'\(keyword)' needs a condition", at: keywordRange, advice: "an expression or a command", incomplete: lexer.opening != nil)
            return nil
        default: break
        }
        if let (isNegated, first) = commandAhead() {
            guard let line = parseCommandLine(startingWith: first) else { return nil }
            return Statement.Branch(condition: .command(line, isNegated: isNegated), body: [], range: line.range)
        }
        let range = lexer.rawExpression()
        guard !isCutShort, let expression = parseExpression(in: range) else { return nil }
        return Statement.Branch(condition: .expression(expression), body: [], range: source.range(range))
    }

    /// Reads the first word of a condition that is a command, and the `!` before it; reads nothing of an expression.
    private mutating func commandAhead() -> (isNegated: Bool, first: Word)? {
        var ahead = lexer
        var isNegated = false
        if ahead.current == "!" {
            isNegated = true
            ahead.advance()
            ahead.skipBlanks()
        }
        guard ahead.current?.isNameStart == true, case .word(let word) = ahead.next().kind, let text = word.literal else { return nil }
        if case .found = table.head(text, allowPrefixes: allowPrefixes) {
            lexer = ahead
            return (isNegated, word)
        }
        let words = text.unicodeScalars.prefix { $0.isNamePart }
        guard !["status", "true", "false", "null"].contains(String(words)), !isNegated, words.count == text.unicodeScalars.count else {
            return nil
        }
        // No operand begins with a bare word: this is a command that is misspelt, and the table says so.
        lexer = ahead
        return (false, word)
    }

    mutating func parseExpression(in range: Range<Int>) -> Expression? {
        do throws(Diagnostic) {
            return try Expression(source: source, range: range)
        } catch {
            diagnostics.append(error)
            return nil
        }
    }

    mutating func parseLoop(opening: SourceRange, depth: Int) -> Statement.Kind? {
        guard depth <= ScriptParser.maximumDepth else { return refuseDepth(at: opening) }
        let head = parseLoopHead(opening: opening)
        let (list, terminator) = parseStatements(depth: depth)
        var end = terminator
        while let found = end, found.word != "end" {
            report("'\(found.word)' without 'if'", at: found.range)
            skipStatement()
            end = parseStatements(depth: depth).1
        }
        if end == nil {
            if lexer.opening == nil || lexer.opening == .continuation { report("'for' without 'end'", at: opening, incomplete: true) }
        } else {
            expectEndOfStatement(after: "end")
        }
        guard let head else { return nil }
        return .loop(variable: head.variable, words: head.words, body: list)
    }

    private mutating func parseLoopHead(opening: SourceRange) -> (variable: String, words: [Word])? {
        var words: [Word] = []
        var problem: (String, SourceRange)?
        scan: while true {
            let token = lexer.next()
            switch token.kind {
            case .word(let word): words.append(word)
            case .separator, .end: break scan
            case .pipe:
                problem = problem ?? ("a list of words cannot be piped", token.range)
                break scan
            case .redirection: problem = problem ?? ("a list of words cannot be redirected", token.range)
            }
        }
        let advice = "for NAME in WORD..."
        if let (message, range) = problem {
            report(message, at: range)
            return nil
        }
        if isCutShort { return nil }
        guard let first = words.first else {
            report("'for' needs a variable", at: opening, advice: advice, incomplete: lexer.opening == .continuation)
            return nil
        }
        guard let variable = first.literal, variable.isVariableName else {
            report("'\(source.text(of: first.range))' is not a variable's name", at: first.range, advice: advice)
            return nil
        }
        guard words.count > 1, words[1].literal == "in", !words[1].isQuoted else {
            report("expected 'in' after 'for \(variable)'", at: words.count > 1 ? words[1].range : first.range, advice: advice)
            return nil
        }
        guard words.count > 2 else {
            report("'for \(variable) in' needs at least one word", at: words[1].range, advice: advice)
            return nil
        }
        return (variable, Array(words.dropFirst(2)))
    }
}

extension String {
    /// A letter or `_`, then letters, digits and `_`.
    var isVariableName: Bool {
        guard let first = unicodeScalars.first, first.isNameStart else { return false }
        return unicodeScalars.allSatisfy(\.isNamePart)
    }
}
