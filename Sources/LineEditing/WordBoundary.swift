/// Where words begin, by the quoting rules of sh.
enum WordBoundary {
    /// Whether a character typed after `text` would begin a word: not inside quotes, a comment or another word.
    static func isAtWordStart(_ text: some StringProtocol) -> Bool {
        var quote: Unicode.Scalar?
        var isEscaped = false
        var isInWord = false
        var isInComment = false
        for scalar in text.unicodeScalars {
            if isInComment {
                if scalar == "\n" { isInComment = false }
            } else if isEscaped {
                isEscaped = false
                isInWord = scalar != "\n"
            } else if let open = quote {
                if scalar == open { quote = nil }
                if scalar == "\\", open == "\"" { isEscaped = true }
            } else {
                switch scalar {
                case "'", "\"":
                    quote = scalar
                    isInWord = true
                case "\\":
                    isEscaped = true
                    isInWord = true
                case "#" where !isInWord:
                    isInComment = true
                case " ", "\t", "\n", ";", "|":
                    isInWord = false
                default:
                    isInWord = true
                }
            }
        }
        return quote == nil && !isEscaped && !isInWord && !isInComment
    }
}
