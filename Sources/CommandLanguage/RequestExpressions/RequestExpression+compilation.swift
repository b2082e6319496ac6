import JSONCodec

extension RequestExpression.Node {
    /// Compiles what the parser read.
    ///
    /// - Parameter range: the whole expression, for a mistake that has no place of its own.
    /// - Throws: a diagnostic at a comparison that can never say anything.
    init(compiling expression: Expression, at range: SourceRange) throws(Diagnostic) {
        switch expression {
        case .field(let field, _): self = .present(field)
        case .literal(.bool(let value)): self = .constant(value)
        case .literal:
            throw Diagnostic("a value alone is no condition", at: range, advice: "compare it with a field, such as path or status")
        case .not(let inner): self = .not(try Self(compiling: inner, at: range))
        case .and(let left, let right): self = .and(try Self(compiling: left, at: range), try Self(compiling: right, at: range))
        case .or(let left, let right): self = .or(try Self(compiling: left, at: range), try Self(compiling: right, at: range))
        case .comparison(let comparison): self = try Self(compiling: comparison)
        case .interpolated, .variable, .path, .current, .status:
            throw Diagnostic("variables and answers have no meaning in an expression about requests", at: range)
        }
    }

    private init(compiling comparison: Comparison) throws(Diagnostic) {
        let symbol = comparison.operator
        switch (comparison.left, comparison.right) {
        case (.field(let left, _), .field(let right, _)):
            guard symbol != .matches, symbol != .doesNotMatch else {
                throw Diagnostic("the pattern after '\(symbol.rawValue)' must be a quoted text", at: comparison.range)
            }
            self = .relation(left, symbol, right)
        case (.field(let field, _), .literal(let value)):
            self = .test(field, try RequestTest(field, symbol, value, at: comparison.range))
        case (.literal(let value), .field(let field, _)):
            if let mirrored = symbol.mirrored {
                self = .test(field, try RequestTest(field, mirrored, value, at: comparison.range))
            } else if symbol == .in {
                self = .test(field, try RequestTest(field, .contains, value, at: comparison.range))
            } else {
                throw Diagnostic("the field must stand on the left of '\(symbol.rawValue)'", at: comparison.range)
            }
        default:
            throw Diagnostic("one side of '\(symbol.rawValue)' must be a field, the other a value or a field", at: comparison.range)
        }
    }
}

extension RequestTest {
    fileprivate init(
        _ field: RequestField, _ symbol: Comparison.Operator, _ value: JSONValue?, at range: SourceRange
    ) throws(Diagnostic) {
        switch symbol {
        case .matches, .doesNotMatch:
            do throws(RegularExpression.Invalid) {
                self = .matches(try RegularExpression(value?.plainText ?? ""), isNegated: symbol == .doesNotMatch)
            } catch {
                throw Diagnostic("invalid regular expression: \(error)", at: range)
            }
        case .in:
            guard case .array(let elements)? = value else { throw Diagnostic("'in' needs a list, such as [500, 503]", at: range) }
            if field.isNumber, let stranger = elements.first(where: { Self.number($0) == nil }) {
                throw Self.notANumber(field, stranger, at: range)
            }
            self = .among(texts: elements.map(\.plainText), numbers: elements.compactMap(Self.number))
        case .contains: self = .contains(value?.plainText ?? "")
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            self = try Self.compared(field, symbol, value ?? .null, at: range)
        }
    }

    private static func compared(
        _ field: RequestField, _ symbol: Comparison.Operator, _ value: JSONValue, at range: SourceRange
    ) throws(Diagnostic) -> RequestTest {
        switch value {
        case .null:
            guard symbol == .equal || symbol == .notEqual else { throw Diagnostic("null has no order", at: range) }
            return .absent(isNegated: symbol == .notEqual)
        case .integer, .number: return .number(symbol, number(value) ?? 0)
        case .string(let text):
            if field.isNumber {
                guard let number = number(value) else { throw notANumber(field, value, at: range) }
                return .number(symbol, number)
            }
            if symbol == .equal || symbol == .notEqual { return .equals(text, isNegated: symbol == .notEqual) }
            return .order(symbol, text)
        case .bool, .array, .object:
            throw Diagnostic("'\(field.name)' cannot be compared with \(value.description)", at: range)
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        case .null, .bool, .array, .object: nil
        }
    }

    private static func notANumber(_ field: RequestField, _ value: JSONValue, at range: SourceRange) -> Diagnostic {
        Diagnostic("'\(field.name)' is a number, \(value.description) is none", at: range)
    }
}
