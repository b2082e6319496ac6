package import CommandLanguage
package import JSONCodec

/// `RESOURCE:FIELD=VALUE` or `RESOURCE:FIELD=~PATTERN`: a field of what is asked about has a value, or one that a regular expression fits.
package struct FieldCheck: Sendable {
    package enum Wanted: Sendable {
        case value(String)
        case prefix(String)
        case pattern(RegularExpression)
    }

    package var resource: String
    package var field: String
    package var wanted: Wanted
    /// What follows `=`, as it was written.
    package var source: String

    /// What is wrong with such a check.
    struct Malformed: Error {
        var message: String
    }

    /// - Parameter source: what follows `field:`.
    init(parsing source: Substring) throws(Malformed) {
        guard let colon = source.firstIndex(of: ":"), let equals = source[colon...].firstIndex(of: "="), colon != source.startIndex,
            source.index(after: colon) < equals
        else { throw Malformed(message: "'field:\(source)' is not field:RESOURCE:NAME=VALUE") }
        resource = String(source[..<colon])
        field = String(source[source.index(after: colon)..<equals])
        let value = source[source.index(after: equals)...]
        self.source = String(value)
        guard value.first == "~" else {
            wanted = .value(String(value))
            return
        }
        let pattern = value.dropFirst()
        if pattern.first == "^", pattern.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || ":_-/ ".contains($0) }) {
            wanted = .prefix(String(pattern.dropFirst()))
            return
        }
        // The pattern is tied to the beginning, as upstream ties it.
        do throws(RegularExpression.Invalid) { wanted = .pattern(try RegularExpression("^(?:\(pattern))")) } catch {
            throw Malformed(message: "'\(pattern)' is no regular expression: \(error.reason)")
        }
    }

    /// Whether `value` is what the check asks for; a missing one never is.
    package func accepts(_ value: JSONValue?) -> Bool {
        guard let value, !value.isNull else { return false }
        switch wanted {
        case .value(let text):
            if case .bool(let flag) = value { return text.lowercased() == (flag ? "true" : "false") }
            return value.ruleText == text
        case .prefix(let prefix): return value.stringValue?.hasPrefix(prefix) ?? false
        case .pattern(let pattern): return value.stringValue.map { pattern.matches($0) } ?? false
        }
    }
}

extension FieldCheck: Equatable {
    package static func == (left: FieldCheck, right: FieldCheck) -> Bool {
        left.resource == right.resource && left.field == right.field && left.source == right.source
    }
}
