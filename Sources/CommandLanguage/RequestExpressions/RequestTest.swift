/// What is claimed of one field.
enum RequestTest: Sendable {
    case equals(String, isNegated: Bool)
    /// A comparison with a number; text that reads as a number is compared as one.
    case number(Comparison.Operator, Double)
    /// The order of texts, by their characters.
    case order(Comparison.Operator, String)
    case matches(RegularExpression, isNegated: Bool)
    case contains(String)
    case among(texts: [String], numbers: [Double])
    case absent(isNegated: Bool)

    /// Judges a value that is known.
    func holds(_ fact: RequestFact) -> Bool {
        switch (self, fact) {
        case (.absent(let isNegated), .absent): !isNegated
        case (.absent(let isNegated), _): isNegated
        // What is not there differs from everything and matches nothing.
        case (.equals(_, let isNegated), .absent), (.matches(_, let isNegated), .absent): isNegated
        case (.number(let symbol, _), .absent): symbol == .notEqual
        case (_, .absent), (_, .unknown): false
        case (.equals(let wanted, let isNegated), .text(let text)): (text == wanted) != isNegated
        case (.equals(let wanted, let isNegated), .number(let number)): (Double(wanted) == number) != isNegated
        case (.number(let symbol, let limit), .number(let number)): symbol.holds(number, limit)
        case (.number(let symbol, let limit), .text(let text)):
            Double(text).map { symbol.holds($0, limit) } ?? (symbol == .notEqual)
        case (.order(let symbol, let limit), .text(let text)): symbol.holds(text, limit)
        case (.order(let symbol, let limit), .number(let number)): Double(limit).map { symbol.holds(number, $0) } ?? false
        case (.matches(let pattern, let isNegated), _): pattern.matches(fact.shown) != isNegated
        case (.contains(let part), _): part.isEmpty || fact.shown.contains(part)
        case (.among(let texts, _), .text(let text)): texts.contains(text)
        case (.among(_, let numbers), .number(let number)): numbers.contains(number)
        }
    }
}

extension RequestFact {
    /// The value as text; a whole number without a fraction.
    var shown: String {
        switch self {
        case .text(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .absent, .unknown: ""
        }
    }

    /// What a field that stands alone claims: that it is there, and neither empty nor zero.
    var isPresent: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .number(let number): number != 0
        case .absent, .unknown: false
        }
    }
}

extension Comparison.Operator {
    /// The comparison of two values that have an order; false for operators that are none.
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .matches, .doesNotMatch, .contains, .in: false
        }
    }

    /// The operator with its sides exchanged; `nil` for one that cannot be.
    var mirrored: Comparison.Operator? {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .matches, .doesNotMatch, .contains, .in: nil
        }
    }
}
