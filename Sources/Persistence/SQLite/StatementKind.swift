/// What a statement does, told from its first word.
enum StatementKind {
    /// Answers rows.
    case query
    /// Changes rows.
    case change
    /// Creates, alters or drops.
    case definition
    /// Belongs to the store alone: transactions, attached files, settings.
    case control

    init(_ sql: String) {
        switch Self.firstWord(of: sql.utf8) {
        case "SELECT", "VALUES", "EXPLAIN": self = .query
        case "INSERT", "UPDATE", "DELETE", "REPLACE": self = .change
        // A WITH may lead to either: whether it only reads is asked of the engine.
        case "WITH": self = .change
        case "CREATE", "ALTER", "DROP", "ANALYZE", "REINDEX": self = .definition
        default: self = .control
        }
    }

    /// The first word in upper case, behind blanks and comments.
    private static func firstWord(of text: String.UTF8View) -> String {
        var rest = text[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
                rest.removeFirst()
            } else if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            } else if rest.starts(with: "/*".utf8) {
                rest.removeFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest.removeFirst() }
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        let letters = rest.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) }
        return String(decoding: letters.map { $0 & 0xDF }, as: UTF8.self)
    }
}
