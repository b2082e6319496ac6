import JSONCodec

/// Reads one expression by recursive descent.
struct ExpressionParser {
    /// What operands may be, besides literals.
    enum Vocabulary {
        /// Variables and parts of the last answer.
        case session
        /// The fields of requests.
        case requests
    }

    let source: SourceText
    private(set) var index: Int
    let limit: Int
    private let pathDepth: Int
    private let vocabulary: Vocabulary
    private var depth = 0
    private var operatorCount = 0

    init(source: SourceText, index: Int, limit: Int, pathDepth: Int = 0, vocabulary: Vocabulary = .session) {
        self.source = source
        self.index = index
        self.limit = min(limit, source.count)
        self.pathDepth = pathDepth
        self.vocabulary = vocabulary
    }

    var current: Unicode.Scalar? { index < limit ? source.scalar(at: index) : nil }
    private var following: Unicode.Scalar? { index + 1 < limit ? source.scalar(at: index + 1) : nil }

    func failure(_ message: String, at start: Int? = nil) -> Diagnostic {
        let start = min(start ?? index, source.count)
        return Diagnostic(message, at: source.range(start..<min(start + 1, source.count)))
    }

    mutating func skipBlanks() {
        while let scalar = current {
            if scalar.isBlankOrNewline {
                index += 1
            } else if scalar == "\\", following == "\n" {
                index += 2
            } else {
                return
            }
        }
    }

    /// The expression that fills the whole stretch.
    mutating func parseWhole() throws(Diagnostic) -> Expression {
        skipBlanks()
        guard current != nil else { throw failure("expected an expression") }
        let expression = try parseOr()
        skipBlanks()
        guard current == nil else { throw failure("unexpected '\(word(at: index))' in the expression") }
        return expression
    }

    /// The expression inside a filter, which ends where it does not go on.
    mutating func parseInner() throws(Diagnostic) -> Expression { try parseOr() }

    private func word(at start: Int) -> String {
        var end = start
        while end < limit, end < start + 24, let scalar = source.scalar(at: end), !scalar.isBlankOrNewline { end += 1 }
        return source.text(start..<max(end, min(start + 1, limit)))
    }

    mutating func accept(_ symbol: String) -> Bool {
        skipBlanks()
        var end = index
        for scalar in symbol.unicodeScalars {
            guard end < limit, source.scalar(at: end) == scalar else { return false }
            end += 1
        }
        index = end
        return true
    }

    private mutating func parseOr() throws(Diagnostic) -> Expression {
        var left = try parseAnd()
        while accept("||") {
            try countOperator()
            left = .or(left, try parseAnd())
        }
        return left
    }

    private mutating func parseAnd() throws(Diagnostic) -> Expression {
        var left = try parseUnary()
        while accept("&&") {
            try countOperator()
            left = .and(left, try parseUnary())
        }
        return left
    }

    /// Each operator makes the tree a level deeper, and evaluating it costs the stack.
    private mutating func countOperator() throws(Diagnostic) {
        operatorCount += 1
        guard operatorCount <= 500 else { throw failure("the expression has too many operators") }
    }

    private mutating func parseUnary() throws(Diagnostic) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 64 else { throw failure("the expression is nested too deep") }
        skipBlanks()
        if current == "!", following != "=", following != "~" {
            index += 1
            return .not(try parseUnary())
        }
        return try parseComparison()
    }

    private mutating func parseComparison() throws(Diagnostic) -> Expression {
        skipBlanks()
        let start = index
        let left = try parseOperand(allowsBareWord: false)
        guard let symbol = parseOperator() else { return left }
        return .comparison(try comparison(left, symbol, from: start))
    }

    /// The right side of a comparison, and the whole of it.
    private mutating func comparison(_ left: Expression, _ symbol: Comparison.Operator, from start: Int) throws(Diagnostic) -> Comparison {
        skipBlanks()
        let rightStart = index
        let right = try parseOperand(allowsBareWord: true)
        if symbol == .matches || symbol == .doesNotMatch, case .literal(let value) = right {
            do { _ = try RegularExpression(value.plainText) } catch {
                throw Diagnostic("invalid regular expression: \(error)", at: source.range(rightStart..<index))
            }
        }
        return Comparison(left: left, operator: symbol, right: right, text: source.text(start..<index), range: source.range(start..<index))
    }

    /// `JSONPATH OP VALUE` of an `expect` statement; `JSONPATH` alone asks that something is there.
    mutating func parseCheck() throws(Diagnostic) -> Comparison {
        skipBlanks()
        let start = index
        guard current == "$" || word(at: start) == "status" else {
            throw Diagnostic(
                "expected a path such as $.network.id, found '\(word(at: start))'", at: source.range(start..<min(start + 1, limit)),
                advice: "expect STATUS [JSONPATH OP VALUE]...")
        }
        let left = try parseOperand(allowsBareWord: false)
        guard let symbol = parseOperator() else {
            throw Diagnostic(
                current == nil
                    ? "expected an operator after '\(source.text(start..<index))'" : "expected an operator, found '\(word(at: index))'",
                at: source.range(min(index, limit)..<min(index + 1, max(limit, index))), advice: "operators: \(ExpressionParser.operators)")
        }
        return try comparison(left, symbol, from: start)
    }

    /// Skips an `&&` between two checks, which changes nothing.
    mutating func skipConjunction() { _ = accept("&&") }

    static let operators = Comparison.Operator.allCases.map(\.rawValue).joined(separator: " ")

    private mutating func parseOperator() -> Comparison.Operator? {
        skipBlanks()
        switch (current, following) {
        case ("=", "="): return take(2, .equal)
        case ("=", "~"): return take(2, .matches)
        case ("!", "="): return take(2, .notEqual)
        case ("!", "~"): return take(2, .doesNotMatch)
        case ("<", "="): return take(2, .lessOrEqual)
        case (">", "="): return take(2, .greaterOrEqual)
        case ("<", _): return take(1, .less)
        case (">", _): return take(1, .greater)
        case ("~", _): return take(1, .matches)
        default:
            for symbol in [Comparison.Operator.contains, .in] where isWord(symbol.rawValue) { return take(symbol.rawValue.count, symbol) }
            return nil
        }
    }

    private mutating func take(_ length: Int, _ symbol: Comparison.Operator) -> Comparison.Operator {
        index += length
        return symbol
    }

    private func isWord(_ text: String) -> Bool {
        var end = index
        for scalar in text.unicodeScalars {
            guard end < limit, source.scalar(at: end) == scalar else { return false }
            end += 1
        }
        return end >= limit || source.scalar(at: end).map { !$0.isNamePart } ?? true
    }

    private mutating func parseOperand(allowsBareWord: Bool) throws(Diagnostic) -> Expression {
        skipBlanks()
        let start = index
        guard let scalar = current else { throw failure("expected a value") }
        switch scalar {
        case "(":
            index += 1
            let inner = try parseOr()
            guard accept(")") else { throw failure("expected ')'", at: min(index, limit)) }
            return inner
        case "$", "@":
            guard vocabulary == .session else {
                throw failure("'\(scalar)' has no meaning in an expression about requests")
            }
            if scalar == "$" { return try parseDollar() }
            guard pathDepth > 0 else { throw failure("'@' has a meaning only in a filter of a path") }
            return .current(try parsePath())
        case "'", "\"": return try parseString()
        case "{", "[": return try parseJSON()
        case _ where scalar.isDigit || (scalar == "-" && following?.isDigit == true):
            return try parseNumberOrWord(allowsBareWord: allowsBareWord)
        default:
            let text = bareWord()
            switch text {
            case "true": return .literal(true)
            case "false": return .literal(false)
            case "null": return .literal(nil)
            case _ where vocabulary == .requests && !text.isEmpty:
                if let field = try parseField(text, from: start) { return .field(field, source.range(start..<index)) }
                guard allowsBareWord else { throw unknownField(text, from: start) }
                return .literal(.string(text))
            case "status" where !allowsBareWord && pathDepth == 0: return .status(source.range(start..<index))
            case "": throw failure("unexpected '\(word(at: start))' in the expression", at: start)
            default:
                guard allowsBareWord else {
                    index = start
                    throw Diagnostic(
                        "unexpected '\(text)' in the expression", at: source.range(start..<start + text.unicodeScalars.count),
                        advice: "write $NAME for a variable, $.PATH for a part of the last answer, status, a number or a quoted string")
                }
                return .literal(.string(text))
            }
        }
    }

    private mutating func parsePath() throws(Diagnostic) -> JSONPath {
        var parser = JSONPathParser(source: source, index: index, limit: limit, depth: pathDepth)
        let path = try parser.parsePath()
        index = parser.index
        return path
    }

    private mutating func parseDollar() throws(Diagnostic) -> Expression {
        if following?.isNameStart == true || following == "?" || following == "{" {
            var lexer = Lexer(source: source, index: index)
            guard var reference = lexer.readVariableReference() else { throw failure("expected a variable's name after '$'") }
            if let diagnostic = lexer.diagnostics.first { throw diagnostic }
            let start = index
            index = min(lexer.index, limit)
            // `$net.network.id` goes into the variable's value.
            if reference.path == nil, reference.fallback == nil, current == "." || current == "[" {
                var parser = JSONPathParser(source: source, index: index, limit: limit, depth: pathDepth)
                reference.path = try parser.parseSteps(from: index)
                index = parser.index
            }
            reference.range = source.range(start..<index)
            return .variable(reference)
        }
        return .path(try parsePath())
    }

    mutating func parseString() throws(Diagnostic) -> Expression {
        let start = index
        // A word is one string when it is a quoted stretch alone; the lexer knows how to read that.
        var lexer = Lexer(source: source, index: index)
        let word = lexer.readQuoted()
        if let diagnostic = lexer.diagnostics.first { throw diagnostic }
        guard lexer.index <= limit else { throw failure("unclosed quote", at: start) }
        index = lexer.index
        if let literal = word.literal { return .literal(.string(literal)) }
        guard vocabulary == .session else { throw Diagnostic("variables have no meaning in an expression about requests", at: word.range) }
        return .interpolated(word)
    }

    private mutating func parseJSON() throws(Diagnostic) -> Expression {
        let start = index
        var lexer = Lexer(source: source, index: index)
        let word = lexer.readJSONBody()
        if let diagnostic = lexer.diagnostics.first { throw diagnostic }
        guard lexer.index <= limit else { throw failure("unclosed '\(source.text(start..<start + 1))'", at: start) }
        index = lexer.index
        guard let literal = word.literal else {
            guard vocabulary == .session else {
                throw Diagnostic("variables have no meaning in an expression about requests", at: word.range)
            }
            return .interpolated(word)
        }
        do { return .literal(try JSONValue(parsing: literal)) } catch {
            throw Diagnostic("invalid JSON: \(error)", at: word.range)
        }
    }

    private mutating func parseNumberOrWord(allowsBareWord: Bool) throws(Diagnostic) -> Expression {
        let start = index
        let text = bareWord()
        if let value = Int(text) { return .literal(.integer(value)) }
        if let value = Double(text), value.isFinite { return .literal(.number(value)) }
        guard allowsBareWord else {
            throw Diagnostic("'\(text)' is not a number", at: source.range(start..<index), advice: "quote a string")
        }
        return .literal(.string(text))
    }

    private mutating func bareWord() -> String {
        let start = index
        while let scalar = current,
            scalar.isNamePart || "-./:*+@%,".unicodeScalars.contains(scalar) || (scalar.value > 0x7F && !scalar.properties.isWhitespace)
        { index += 1 }
        return source.text(start..<index)
    }
}
