extension ScriptParser {
    /// Reads the expression about requests that a command's argument is, when one is due here.
    ///
    /// Its operators are those that elsewhere end a command, so it goes on to the end of the statement or to the next option. One quoted word is left to
    /// be read as any other.
    ///
    /// - Parameter words: the command so far.
    /// - Returns: `nil`, and nothing read, when the next word is none.
    mutating func readRequestExpression(after words: [Word]) -> Word? {
        let arguments = words.map { Argument($0) }
        guard case .success(let command?) = table.resolve(arguments, allowPrefixes: allowPrefixes), arguments.count >= command.path.count,
            command.positionals.first?.kind == .requestExpression
        else { return nil }
        var matcher = ArgumentMatcher(command: command, allowPrefixes: allowPrefixes)
        for argument in arguments.dropFirst(command.path.count) { matcher.consume(argument) }
        guard matcher.pendingOption == nil, matcher.argumentCount == 0 else { return nil }
        lexer.skipBlanks()
        if lexer.current == "|" || lexer.current == ">" || isOption || isOneQuotedWord { return nil }
        var range = lexer.rawExpression()
        guard !range.isEmpty, !isCutShort else { return nil }
        if let option = optionStart(in: range) {
            lexer.index = option
            var end = option
            while end > range.lowerBound, source.scalar(at: end - 1)?.isBlankOrNewline == true { end -= 1 }
            range = range.lowerBound..<end
        }
        return word(ofExpression: range)
    }

    /// Whether an option stands here; a remote shell quotes these, too.
    private var isOption: Bool {
        var ahead = lexer
        guard case .word(let word) = ahead.next().kind else { return false }
        return word.literalPrefix.hasPrefix("-")
    }

    /// Whether a quoted word stands here, and nothing after it but options or what ends a command.
    private var isOneQuotedWord: Bool {
        guard lexer.current == "'" || lexer.current == "\"" else { return false }
        var ahead = lexer
        _ = ahead.next()
        switch ahead.next().kind {
        case .word(let word): return word.literalPrefix.hasPrefix("--")
        case .separator, .end, .pipe, .redirection: return true
        }
    }

    /// Where the first option behind the expression begins.
    private func optionStart(in range: Range<Int>) -> Int? {
        var quote: Unicode.Scalar?
        var index = range.lowerBound
        while index < range.upperBound, let scalar = source.scalar(at: index) {
            if let open = quote {
                if scalar == open { quote = nil } else if scalar == "\\", open == "\"" { index += 1 }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if scalar == "-", source.scalar(at: index + 1) == "-", source.scalar(at: index - 1)?.isBlankOrNewline == true {
                return index
            }
            index += 1
        }
        return nil
    }

    /// The stretch as a word. A variable in it stands for its value, which becomes a quoted text where it is not inside of one.
    private mutating func word(ofExpression range: Range<Int>) -> Word {
        var segments: [Word.Segment] = []
        var quote: Unicode.Scalar?
        var index = range.lowerBound
        var start = index
        func literal(upTo end: Int) {
            if start < end { segments.append(.literal(source.text(start..<end))) }
        }
        while index < range.upperBound, let scalar = source.scalar(at: index) {
            var reader = Lexer(source: source, index: index)
            if scalar == "$", quote != "'", let reference = reader.readVariableReference() {
                literal(upTo: index)
                segments.append(.variable(reference, quote == nil ? .jsonValue : .jsonString))
                lexer.diagnostics += reader.diagnostics
                index = max(index + 1, reader.index)
                start = index
                continue
            }
            if let open = quote {
                if scalar == open { quote = nil } else if scalar == "\\", open == "\"" { index += 1 }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            }
            index += 1
        }
        literal(upTo: range.upperBound)
        return Word(segments: segments, isQuoted: true, range: source.range(range))
    }
}
