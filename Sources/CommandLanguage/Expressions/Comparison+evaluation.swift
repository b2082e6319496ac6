import JSONCodec

extension Comparison {
    func evaluate(in scope: ExpressionScope) throws(Diagnostic) -> Evaluation {
        let left = try left.value(in: scope)
        let right = try right.value(in: scope)
        let sides = Evaluation.Sides(text: text, left: left, right: right)
        return Evaluation(holds: try holds(left, right), decisive: sides)
    }

    private func holds(_ left: JSONValue?, _ right: JSONValue?) throws(Diagnostic) -> Bool {
        switch `operator` {
        case .equal: return Comparison.areEqual(left, right)
        case .notEqual: return !Comparison.areEqual(left, right)
        case .less: return Comparison.order(left, right).map { $0 < 0 } ?? false
        case .lessOrEqual: return Comparison.order(left, right).map { $0 <= 0 } ?? false
        case .greater: return Comparison.order(left, right).map { $0 > 0 } ?? false
        case .greaterOrEqual: return Comparison.order(left, right).map { $0 >= 0 } ?? false
        case .matches: return try matches(left, right)
        case .doesNotMatch: return try !matches(left, right)
        case .contains: return Comparison.isContained(right, in: left)
        case .in: return Comparison.isContained(left, in: right)
        }
    }

    private func matches(_ left: JSONValue?, _ right: JSONValue?) throws(Diagnostic) -> Bool {
        guard let left else { return false }
        do throws(RegularExpression.Invalid) {
            return try RegularExpression(right?.plainText ?? "").matches(left.plainText)
        } catch {
            throw Diagnostic("invalid regular expression: \(error)", at: range)
        }
    }

    /// Numbers are compared as numbers, even where one side is text, since variables hold text; a missing value equals null.
    static func areEqual(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else { return (left ?? .null).isNull && (right ?? .null).isNull }
        if left == right { return true }
        if case .integer = left, case .integer = right { return false }
        switch (left, right) {
        case (.string(let text), let other), (let other, .string(let text)):
            if case .string = other { return false }
            if let first = number(other), let second = number(left: text) { return first == second }
            if case .null = other { return false }
            if let document = try? JSONValue(parsing: text) { return document == other }
            return text == other.plainText
        default:
            if let first = number(left), let second = number(right) { return first == second }
            return false
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    private static func number(left text: String) -> Double? {
        guard let first = text.unicodeScalars.first, first.isDigit || first == "-", let value = Double(text), value.isFinite else {
            return nil
        }
        return value
    }

    /// Negative, zero or positive; `nil` where the sides cannot be ordered: only numbers and texts can.
    static func order(_ left: JSONValue?, _ right: JSONValue?) -> Int? {
        guard let left, let right else { return nil }
        if case .integer(let first) = left, case .integer(let second) = right { return first < second ? -1 : first == second ? 0 : 1 }
        func anyNumber(_ value: JSONValue) -> Double? { number(value) ?? value.stringValue.flatMap { number(left: $0) } }
        if let first = anyNumber(left), let second = anyNumber(right) { return first < second ? -1 : first == second ? 0 : 1 }
        guard let first = left.stringValue, let second = right.stringValue else { return nil }
        return first < second ? -1 : first == second ? 0 : 1
    }

    static func isContained(_ part: JSONValue?, in whole: JSONValue?) -> Bool {
        guard let part, let whole else { return false }
        switch whole.decodingText {
        case .string(let text):
            let wanted = part.plainText
            return wanted.isEmpty || text.contains(wanted)
        case .array(let elements): return elements.contains { areEqual($0, part) }
        case .object(let object): return object.contains(part.plainText)
        case .null, .bool, .integer, .number: return false
        }
    }
}
