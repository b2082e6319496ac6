/// Cuts the text of a rule into tokens, as oslo.policy does: at blanks, with the parentheses at both ends of a word on their own.
struct CheckScanner {
    enum Token: Sendable, Equatable {
        case open, close, and, or, not
        case check(Substring)
    }

    /// A token and how many characters stand before it.
    struct Placed: Sendable {
        var token: Token
        var offset: Int
    }

    static func tokens(of text: String) -> [Placed] {
        var tokens: [Placed] = []
        var offset = 0
        var rest = text[...]
        while let first = rest.first {
            guard !first.isWhitespace else {
                rest.removeFirst()
                offset += 1
                continue
            }
            let word = rest.prefix { !$0.isWhitespace }
            append(word, at: offset, to: &tokens)
            offset += word.count
            rest = rest[word.endIndex...]
        }
        return tokens
    }

    private static func append(_ word: Substring, at start: Int, to tokens: inout [Placed]) {
        let opening = word.prefix { $0 == "(" }.count
        for index in 0..<opening { tokens.append(Placed(token: .open, offset: start + index)) }
        var body = word.dropFirst(opening)
        let whole = body.count
        while body.last == ")" { body.removeLast() }
        if !body.isEmpty { tokens.append(Placed(token: token(body), offset: start + opening)) }
        for index in body.count..<whole { tokens.append(Placed(token: .close, offset: start + opening + index)) }
    }

    private static func token(_ word: Substring) -> Token {
        switch word.lowercased() {
        case "and": .and
        case "or": .or
        case "not": .not
        default: .check(word)
        }
    }
}
