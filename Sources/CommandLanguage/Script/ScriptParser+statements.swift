extension ScriptParser {
    /// Reads the rest of a command, its pipe and its redirection, and checks its words.
    mutating func parseCommandLine(startingWith first: Word) -> SimpleCommand? {
        var line = SimpleCommand(words: [first], command: nil, destination: nil, range: first.range)
        scan: while true {
            if let expression = readRequestExpression(after: line.words) {
                line.words.append(expression)
                line.range = line.range.joined(with: expression.range)
                continue
            }
            let token = lexer.next()
            switch token.kind {
            case .word(let word):
                line.words.append(word)
                line.range = line.range.joined(with: word.range)
            case .pipe(let program):
                if program.isEmpty {
                    report("expected a program after '|'", at: token.range, incomplete: lexer.index >= source.count)
                } else {
                    line.destination = .program(program)
                }
                break scan
            case .redirection(let isAppending):
                guard let file = parseRedirectionTarget(after: token.range) else { break scan }
                line.destination = .file(file, isAppending: isAppending)
            case .separator, .end: break scan
            }
        }
        if !isCutShort { check(&line) }
        return line
    }

    private mutating func parseRedirectionTarget(after range: SourceRange) -> Word? {
        var ahead = lexer
        guard case .word(let word) = ahead.next().kind else {
            report("expected a file after '\(source.text(of: range))'", at: range)
            return nil
        }
        lexer = ahead
        return word
    }

    private mutating func check(_ line: inout SimpleCommand) {
        let result = table.match(line.uncheckedArguments, allowPrefixes: allowPrefixes)
        line.command = result.command
        diagnostics += result.diagnostics
        if let command = result.command, command.isStatement {
            report("'\(command.name)' is a statement and cannot stand here", at: line.range)
        }
    }

    mutating func parseAssertion(keyword: SourceRange) -> Statement.Kind? {
        let range = lexer.rawExpression()
        if isCutShort { return nil }
        guard !range.isEmpty else {
            report("'assert' needs an expression", at: keyword, advice: "assert EXPR, for example: assert $.network.status == ACTIVE")
            return nil
        }
        return parseExpression(in: range).map { .assertion($0, text: source.text(range)) }
    }

    mutating func parseExpectation(keyword: SourceRange) -> Statement.Kind? {
        let range = lexer.rawExpression()
        if isCutShort { return nil }
        let advice = "expect STATUS [JSONPATH OP VALUE]..."
        guard !range.isEmpty else {
            report("'expect' needs a status", at: keyword, advice: advice)
            return nil
        }
        var words = Lexer(source: source, index: range.lowerBound)
        let status = words.readWord()
        if let text = status.literal, StatusPattern.list(parsing: text) == nil {
            diagnostics.append(StatusPattern.diagnostic(for: source.text(of: status.range), at: status.range))
            return nil
        }
        var expectation = Expectation(status: status, checks: [], range: keyword.joined(with: source.range(range)))
        var parser = ExpressionParser(source: source, index: words.index, limit: range.upperBound)
        do throws(Diagnostic) {
            while true {
                parser.skipBlanks()
                guard parser.current != nil else { break }
                expectation.checks.append(try parser.parseCheck())
                parser.skipConjunction()
            }
        } catch {
            diagnostics.append(error)
            return nil
        }
        return .expectation(expectation)
    }

    mutating func parseCapture(keyword: SourceRange) -> Statement.Kind? {
        let advice = "capture NAME = COMMAND, or capture NAME = JSONPATH"
        lexer.skipBlanks()
        let nameStart = lexer.index
        while let scalar = lexer.current, scalar.isNamePart { lexer.advance() }
        let name = source.text(nameStart..<lexer.index)
        guard name.isVariableName else {
            report("'capture' needs a variable's name", at: source.range(nameStart..<max(nameStart, lexer.index)), advice: advice)
            skipStatement()
            return nil
        }
        lexer.skipBlanks()
        guard lexer.current == "=", lexer.following != "=" else {
            report("expected '=' after 'capture \(name)'", at: source.range(lexer.index..<lexer.index), advice: advice)
            skipStatement()
            return nil
        }
        lexer.advance()
        lexer.skipBlanks()
        let start = lexer.index
        switch (lexer.current, lexer.following) {
        case (nil, _), ("\n", _), (";", _):
            report("'capture \(name) =' needs a command or a path", at: keyword, advice: advice)
            return nil
        case ("$", "."), ("$", "["):
            return parsePath().map { .capture(name: name, from: .path($0)) }
        case ("!", _):
            lexer.advance()
            return parseProgram(from: start).map { .capture(name: name, from: .program($0)) }
        default:
            guard case .word(let word) = lexer.next().kind else {
                report("'capture \(name) =' needs a command or a path", at: keyword, advice: advice)
                skipStatement()
                return nil
            }
            return parseCommandLine(startingWith: word).map { .capture(name: name, from: .command($0)) }
        }
    }

    /// The path of a `capture`, with an `of last` after it that changes nothing.
    private mutating func parsePath() -> JSONPath? {
        let range = lexer.rawExpression()
        if isCutShort { return nil }
        var parser = JSONPathParser(source: source, index: range.lowerBound, limit: range.upperBound)
        do throws(Diagnostic) {
            let path = try parser.parsePath()
            let rest = source.text(parser.index..<range.upperBound).split { $0 == " " || $0 == "\t" }
            guard rest.isEmpty || (rest == ["of", "last"] && source.scalar(at: parser.index)?.isBlank == true) else {
                throw parser.failure("unexpected text after the path")
            }
            return path
        } catch {
            diagnostics.append(error)
            return nil
        }
    }

    /// `wait-until` and `watch`: options, then a command.
    mutating func parseRepetition(keyword: SourceRange, named name: String) -> Statement.Repetition? {
        guard let declaration = table.command(named: name) else { return nil }
        var matcher = ArgumentMatcher(command: declaration, allowPrefixes: allowPrefixes)
        var words: [String: Word] = [:]
        while true {
            lexer.skipBlanks()
            var ahead = lexer
            let token = ahead.next()
            guard case .word(let word) = token.kind else {
                if !matcher.diagnostics.isEmpty { diagnostics += matcher.diagnostics }
                if !isCutShort { report("'\(name)' needs a command", at: keyword, advice: declaration.synopsisText) }
                if case .pipe = token.kind { lexer = ahead }
                return nil
            }
            if matcher.pendingOption == nil, !word.literalPrefix.hasPrefix("-") {
                lexer = ahead
                diagnostics += matcher.diagnostics
                guard let line = parseCommandLine(startingWith: word) else { return nil }
                return Statement.Repetition(command: line, timeout: words["timeout"], interval: words["interval"])
            }
            lexer = ahead
            let before = matcher.occurrences.count
            matcher.consume(Argument(word))
            if matcher.occurrences.count > before, let occurrence = matcher.occurrences.last {
                // `--timeout=5` and `--timeout 5` alike: the word of the value alone.
                words[occurrence.parameter] = word.droppingPrefix(through: "=", when: word.literalPrefix.hasPrefix("--"))
            }
        }
    }
}

extension Word {
    /// The word without its beginning up to and including the first `separator`.
    fileprivate func droppingPrefix(through separator: Character, when applies: Bool) -> Word {
        guard applies, case .literal(let text)? = segments.first, let index = text.firstIndex(of: separator) else { return self }
        var word = self
        let rest = String(text[text.index(after: index)...])
        word.segments.removeFirst()
        if !rest.isEmpty { word.segments.insert(.literal(rest), at: 0) }
        return word
    }
}
