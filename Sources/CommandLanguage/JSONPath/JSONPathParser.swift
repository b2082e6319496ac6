/// Reads one path and stops behind it.
struct JSONPathParser {
    let source: SourceText
    private(set) var index: Int
    let limit: Int
    /// Filters within filters.
    var depth = 0

    init(source: SourceText, index: Int, limit: Int, depth: Int = 0) {
        self.source = source
        self.index = index
        self.limit = min(limit, source.count)
        self.depth = depth
    }

    private var current: Unicode.Scalar? { index < limit ? source.scalar(at: index) : nil }
    private var following: Unicode.Scalar? { index + 1 < limit ? source.scalar(at: index + 1) : nil }

    func failure(_ message: String, at start: Int? = nil) -> Diagnostic {
        let start = min(start ?? index, source.count)
        return Diagnostic(message, at: source.range(start..<min(start + 1, source.count)), advice: "a path looks like $.networks[0].name")
    }

    /// Reads `$` or `@` and the steps after it.
    mutating func parsePath() throws(Diagnostic) -> JSONPath {
        let start = index
        guard current == "$" || current == "@" else { throw failure("expected '$'") }
        index += 1
        return try parseSteps(from: start)
    }

    /// Reads the steps that stand here; the path's text begins at `start`.
    mutating func parseSteps(from start: Int) throws(Diagnostic) -> JSONPath {
        var steps: [JSONPath.Step] = []
        while let scalar = current {
            if scalar == "[" {
                steps.append(try parseBracket())
            } else if scalar == ".", let next = following {
                if next == "." {
                    index += 2
                    if current == "*" {
                        index += 1
                        steps.append(.descendants(nil))
                    } else {
                        steps.append(.descendants(try parseName()))
                    }
                } else if next == "*" {
                    index += 2
                    steps.append(.wildcard)
                } else {
                    index += 1
                    steps.append(member(try parseName()))
                }
            } else if scalar == ".", steps.isEmpty {
                // `$.` alone is the whole document.
                index += 1
                break
            } else if scalar == "." {
                throw failure("expected a member's name after '.'", at: index)
            } else {
                break
            }
        }
        return JSONPath(steps: steps, text: source.text(start..<index), range: source.range(start..<index))
    }

    private mutating func member(_ name: String) -> JSONPath.Step {
        guard name == "length" else { return .member(name) }
        if current == "(", following == ")" {
            index += 2
            return .length(isCall: true)
        }
        return .length(isCall: false)
    }

    private mutating func parseName() throws(Diagnostic) -> String {
        let start = index
        while let scalar = current {
            // A hyphen belongs to names such as `provider-id`; a colon to those of extended attributes: `router:external`.
            let joins = (scalar == "-" || scalar == ":") && index > start && following?.isNamePart == true
            guard joins || scalar.isNamePart || (scalar.value > 0x7F && !scalar.properties.isWhitespace) else { break }
            index += 1
        }
        guard index > start else { throw failure("expected a member's name", at: start) }
        return source.text(start..<index)
    }

    private mutating func skipBlanks() {
        while let scalar = current, scalar.isBlankOrNewline { index += 1 }
    }

    private mutating func parseBracket() throws(Diagnostic) -> JSONPath.Step {
        let start = index
        index += 1
        skipBlanks()
        let step: JSONPath.Step
        switch current {
        case "*":
            index += 1
            step = .wildcard
        case "?": step = try parseFilter()
        case "'", "\"": step = .member(try parseQuoted())
        case let scalar? where scalar.isDigit || scalar == "-" || scalar == ":": step = try parseIndex()
        case nil: throw failure("unclosed '['", at: start)
        default: throw failure("expected an index, a quoted name, '*' or a filter '?(...)'")
        }
        skipBlanks()
        guard current == "]" else { throw failure(current == nil ? "unclosed '['" : "expected ']'", at: current == nil ? start : index) }
        index += 1
        return step
    }

    private mutating func parseIndex() throws(Diagnostic) -> JSONPath.Step {
        let first = try parseInteger()
        skipBlanks()
        guard current == ":" else {
            guard let first else { throw failure("expected an index") }
            return .index(first)
        }
        index += 1
        skipBlanks()
        return .slice(from: first, to: try parseInteger())
    }

    private mutating func parseInteger() throws(Diagnostic) -> Int? {
        let start = index
        if current == "-" { index += 1 }
        while let scalar = current, scalar.isDigit { index += 1 }
        guard index > start else { return nil }
        guard let value = Int(source.text(start..<index)), value > Int.min / 2, value < Int.max / 2 else {
            throw failure("expected an index", at: start)
        }
        return value
    }

    private mutating func parseQuoted() throws(Diagnostic) -> String {
        let start = index
        let quote = current
        index += 1
        var name = String.UnicodeScalarView()
        while let scalar = current {
            index += 1
            if scalar == quote { return String(name) }
            if scalar == "\\", let escaped = current {
                name.append(escaped)
                index += 1
            } else {
                name.append(scalar)
            }
        }
        throw failure("unclosed quote", at: start)
    }

    private mutating func parseFilter() throws(Diagnostic) -> JSONPath.Step {
        index += 1
        guard depth < 8 else { throw failure("filters are nested too deep") }
        let hasParenthesis = current == "("
        if hasParenthesis { index += 1 }
        var parser = ExpressionParser(source: source, index: index, limit: limit, pathDepth: depth + 1)
        let expression = try parser.parseInner()
        index = parser.index
        skipBlanks()
        if hasParenthesis {
            guard current == ")" else { throw failure("expected ')' after the filter") }
            index += 1
        }
        return .filter(expression)
    }
}
