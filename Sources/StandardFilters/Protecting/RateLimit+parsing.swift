import NIOHTTP1

/// Why a text states no rate limits.
package struct RateLimitError: Error, CustomStringConvertible {
    /// The rule, counted from 1.
    package var rule: Int
    package var reason: String

    package var description: String { "rule \(rule): \(reason)" }
}

extension RateLimit {
    private static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]

    /// What holds when nothing else is said.
    package static let defaults = "(POST, *, .*, 10, MINUTE);(PUT, *, .*, 10, MINUTE);(DELETE, *, .*, 100, MINUTE)"

    /// Reads `(GET, "*", .*, 10, MINUTE);(...)`: method, paths in words, regular expression, count, unit.
    ///
    /// A field in quotes may hold commas, parentheses and semicolons.
    package static func parse(_ text: String) throws(RateLimitError) -> [RateLimit] {
        var rules: [RateLimit] = []
        for part in split(text, at: ";") where !HeaderText.trimmed(part).isEmpty {
            rules.append(try rule(HeaderText.trimmed(part), number: rules.count + 1))
        }
        return rules
    }

    private static func rule(_ text: Substring, number: Int) throws(RateLimitError) -> RateLimit {
        func failure(_ reason: String) -> RateLimitError { RateLimitError(rule: number, reason: reason) }
        guard text.hasPrefix("("), text.hasSuffix(")"), text.count >= 2 else {
            throw failure("`\(text)` is not in parentheses; write (METHOD, URI, REGEX, COUNT, UNIT)")
        }
        let fields = split(text.dropFirst().dropLast(), at: ",").map(unquoted)
        guard fields.count == 5 else {
            throw failure("\(fields.count) fields in place of five: method, URI, regular expression, count, unit")
        }
        let method = fields[0].uppercased()
        guard methods.contains(method) else { throw failure("`\(fields[0])` is no method (\(methods.joined(separator: ", ")))") }
        guard let count = Int(fields[3]), count > 0 else { throw failure("the count `\(fields[3])` is no positive number") }
        guard let unit = Unit(rawValue: fields[4].uppercased()) else {
            throw failure("`\(fields[4])` is no unit of time (\(Unit.allCases.map(\.rawValue).joined(separator: ", ")))")
        }
        let pattern: PathPattern
        do {
            pattern = try PathPattern(fields[2])
        } catch {
            throw failure("`\(fields[2])` is no regular expression: \(error)")
        }
        return RateLimit(method: HTTPMethod(rawValue: method), uri: fields[1], pattern: pattern, count: count, unit: unit)
    }

    /// Splits at a separator outside quotes.
    private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var parts: [Substring] = []
        let text = Substring(text)
        var start = text.startIndex
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == separator || (separator == ";" && character.isNewline) {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        parts.append(text[start...])
        return parts
    }

    private static func unquoted(_ field: Substring) -> String {
        let text = HeaderText.trimmed(field)
        guard text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else { return String(text) }
        return String(text.dropFirst().dropLast())
    }
}
