import JSONCodec

extension ExpressionParser {
    /// The field of a request that a word names; of a header, with its name behind it.
    mutating func parseField(_ word: String, from start: Int) throws(Diagnostic) -> RequestField? {
        guard word == "header" else { return RequestField(named: word) }
        let advice = "write header('X-Name')"
        guard accept("(") else { throw Diagnostic("'header' needs the name of one", at: source.range(start..<index), advice: advice) }
        skipBlanks()
        let nameStart = index
        guard current == "'" || current == "\"", case .literal(.string(let name)) = try parseString(), !name.isEmpty else {
            throw Diagnostic("expected the header's name in quotes", at: failure("", at: nameStart).range, advice: advice)
        }
        guard accept(")") else { throw failure("expected ')'", at: min(index, limit)) }
        return .header(name)
    }

    func unknownField(_ word: String, from start: Int) -> Diagnostic {
        let names = RequestField.named.map(\.name) + ["header"]
        let suggestions = Spelling.suggestions(for: word, among: names)
        return Diagnostic(
            "a request has no '\(word)'", at: source.range(start..<start + word.unicodeScalars.count),
            advice: suggestions.isEmpty ? "fields: \(names.joined(separator: ", "))('NAME'); quote a text" : nil, suggestions: suggestions)
    }
}
