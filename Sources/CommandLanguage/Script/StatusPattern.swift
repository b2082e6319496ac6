/// An HTTP status, or a class of them such as `2xx`.
package enum StatusPattern: Sendable, Hashable {
    case exactly(Int)
    /// The first digit.
    case anyOf(Int)

    /// Parses `200`, `2xx`, `200,204,4xx`; `nil` when the text is no such list.
    package static func list(parsing text: String) -> [StatusPattern]? {
        var patterns: [StatusPattern] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let scalars = Array(part.lowercased().unicodeScalars)
            guard scalars.count == 3, ("1"..."5").contains(scalars[0]), let digit = Int(String(scalars[0])) else { return nil }
            if scalars[1] == "x", scalars[2] == "x" {
                patterns.append(.anyOf(digit))
            } else if scalars.allSatisfy(\.isDigit), let status = Int(part) {
                patterns.append(.exactly(status))
            } else {
                return nil
            }
        }
        return patterns
    }

    package func matches(_ status: Int) -> Bool {
        switch self {
        case .exactly(let wanted): status == wanted
        case .anyOf(let digit): status / 100 == digit
        }
    }

    static func diagnostic(for text: String, at range: SourceRange) -> Diagnostic {
        Diagnostic(
            "'\(text)' is not an HTTP status", at: range,
            advice: "write a status such as 200, a class such as 2xx, or a list such as 200,204")
    }
}
