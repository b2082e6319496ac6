import INI

/// Reads the text of one rule: `not` binds closer than `and`, and that closer than `or`.
struct CheckParser {
    private let text: String
    private let tokens: [CheckScanner.Placed]
    private var next = 0
    private(set) var references: [ParsedCheck.Mention] = []
    private(set) var unknownCredentials: [ParsedCheck.Mention] = []

    /// Deeper parentheses mean nothing to anybody, and would cost as much stack.
    private static let maximumDepth = 50

    init(_ text: String) {
        self.text = text
        tokens = CheckScanner.tokens(of: text)
    }

    mutating func parse() throws(CheckError) -> PolicyCheck {
        if text.isEmpty { return .always }
        guard !tokens.isEmpty else {
            throw CheckError(message: "there is no check", offset: 0, advice: "Write @ to allow everybody, ! to allow nobody.")
        }
        let check = try alternatives(depth: 0)
        guard next == tokens.count else {
            if tokens[next].token == .close { throw CheckError(message: "')' closes nothing", offset: tokens[next].offset) }
            throw CheckError(message: "'and' or 'or' is missing", offset: tokens[next].offset)
        }
        return check
    }

    private mutating func alternatives(depth: Int) throws(CheckError) -> PolicyCheck {
        var checks = [try conjunction(depth: depth)]
        while take(.or) { checks.append(try conjunction(depth: depth)) }
        return checks.count == 1 ? checks[0] : .any(checks)
    }

    private mutating func conjunction(depth: Int) throws(CheckError) -> PolicyCheck {
        var checks = [try single(depth: depth)]
        while take(.and) { checks.append(try single(depth: depth)) }
        return checks.count == 1 ? checks[0] : .all(checks)
    }

    private mutating func single(depth: Int) throws(CheckError) -> PolicyCheck {
        guard next < tokens.count else { throw CheckError(message: "a check is missing at the end", offset: text.count) }
        let (token, offset) = (tokens[next].token, tokens[next].offset)
        guard depth < Self.maximumDepth else { throw CheckError(message: "the rule is nested too deeply", offset: offset) }
        next += 1
        switch token {
        case .not: return .not(try single(depth: depth + 1))
        case .open:
            let check = try alternatives(depth: depth + 1)
            guard take(.close) else { throw CheckError(message: "'(' is never closed", offset: offset) }
            return check
        case .check(let word): return try check(word, at: offset)
        case .close: throw CheckError(message: "a check is missing before ')'", offset: offset)
        case .and, .or: throw CheckError(message: "a check is missing before '\(token == .and ? "and" : "or")'", offset: offset)
        }
    }

    private mutating func take(_ token: CheckScanner.Token) -> Bool {
        guard next < tokens.count, tokens[next].token == token else { return false }
        next += 1
        return true
    }

    private mutating func check(_ word: Substring, at offset: Int) throws(CheckError) -> PolicyCheck {
        if word == "@" { return .always }
        if word == "!" { return .never }
        guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else {
            throw CheckError(
                message: "'\(word)' is no check", offset: offset,
                advice: "A check is KIND:VALUE: role:\(word) or rule:\(word), for example.")
        }
        let kind = String(word[..<colon])
        let match = word[word.index(after: colon)...]
        let matchOffset = offset + kind.count + 1
        switch kind {
        case "rule":
            guard !match.isEmpty else { throw CheckError(message: "'rule:' names no rule", offset: offset) }
            let name = String(match)
            references.append(.init(name: name, offset: matchOffset))
            return .rule(RuleReference(name: name))
        case "role":
            guard !match.isEmpty else { throw CheckError(message: "'role:' names no role", offset: offset) }
            let role = try template(match, at: matchOffset)
            return .role(role.constant.map { .text($0.lowercased()) } ?? role)
        case "field":
            do { return .field(try FieldCheck(parsing: match)) } catch { throw CheckError(message: error.message, offset: offset) }
        case "http", "https":
            throw CheckError(
                message: "'\(kind):' asks another server, which this program never does", offset: offset,
                advice: "State the condition itself, with role:, rule: and properties of the caller.")
        default: break
        }
        let template = try template(match, at: matchOffset)
        if let literal = Self.literal(kind) { return .literal(literal, template) }
        let key = CredentialKey(kind)
        if case .other(let name) = key { unknownCredentials.append(.init(name: name, offset: offset)) }
        return .credential(key, template)
    }

    private func template(_ source: Substring, at offset: Int) throws(CheckError) -> PolicyTemplate {
        do { return try PolicyTemplate(parsing: source) } catch { throw CheckError(message: error.message, offset: offset) }
    }

    /// What a Python literal says as text: `'x'`, `None`, `True`, `12`; `nil` when it is a name.
    private static func literal(_ source: String) -> String? {
        if ["None", "True", "False"].contains(source) { return source }
        if let number = Int(source) { return String(number) }
        guard source.count >= 2, let quote = source.first, quote == "'" || quote == "\"", source.last == quote else { return nil }
        return String(source.dropFirst().dropLast())
    }
}
