package import JSONCodec

extension Expression {
    /// Judges the expression.
    ///
    /// - Throws: a diagnostic at an undefined variable, at a use of the last answer before there is one, or at an invalid regular expression.
    package func evaluate(in environment: any ScriptEnvironment) throws(Diagnostic) -> Evaluation {
        try evaluate(in: ExpressionScope(environment: environment))
    }

    package func evaluate(in scope: ExpressionScope) throws(Diagnostic) -> Evaluation {
        switch self {
        case .literal, .interpolated, .variable, .path, .current, .status, .field:
            return Evaluation(holds: Expression.isTrue(try value(in: scope)))
        case .comparison(let comparison): return try comparison.evaluate(in: scope)
        case .not(let inner):
            let evaluation = try inner.evaluate(in: scope)
            return Evaluation(holds: !evaluation.holds, decisive: evaluation.decisive)
        case .and(let left, let right):
            let evaluation = try left.evaluate(in: scope)
            return evaluation.holds ? try right.evaluate(in: scope) : evaluation
        case .or(let left, let right):
            let evaluation = try left.evaluate(in: scope)
            return evaluation.holds ? evaluation : try right.evaluate(in: scope)
        }
    }

    /// The value an operand stands for; `nil` for a path that leads nowhere.
    package func value(in scope: ExpressionScope) throws(Diagnostic) -> JSONValue? {
        switch self {
        case .literal(let value): return value
        case .interpolated(let word):
            guard let environment = scope.environment else { throw Diagnostic("variables cannot be used here", at: word.range) }
            let text = try word.expanded(in: environment)
            return word.isQuoted ? .string(text) : JSONValue.string(text).decodingText
        case .variable(let reference):
            guard let environment = scope.environment else { throw Diagnostic("variables cannot be used here", at: reference.range) }
            return try reference.value(in: environment)
        case .path(let path):
            guard let document = scope.document ?? scope.environment?.lastResponse?.body else {
                throw Diagnostic("there is no answer yet for '\(path.text)' to look into", at: path.range)
            }
            return try path.value(in: document, environment: scope.environment)
        case .current(let path):
            return try scope.current.flatMapThrowing { value throws(Diagnostic) in
                try path.value(in: value, environment: scope.environment)
            }
        case .status(let range):
            guard let response = scope.environment?.lastResponse else {
                throw Diagnostic("there is no answer yet: 'status' is undefined", at: range)
            }
            return .integer(response.status)
        case .field(_, let range): throw Diagnostic("fields of requests cannot be used here", at: range)
        case .comparison, .not, .and, .or: return .bool(try evaluate(in: scope).holds)
        }
    }

    /// Missing, null, false, zero, an empty string, array or object do not hold; nor do the strings `0` and `false`, since variables hold text.
    static func isTrue(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?: false
        case .bool(let flag)?: flag
        case .integer(let number)?: number != 0
        case .number(let number)?: number != 0
        case .string(let text)?: !(text.isEmpty || text == "0" || text == "false")
        case .array(let elements)?: !elements.isEmpty
        case .object(let object)?: !object.isEmpty
        }
    }
}

extension Optional {
    fileprivate func flatMapThrowing<Result>(_ transform: (Wrapped) throws(Diagnostic) -> Result?) throws(Diagnostic) -> Result? {
        guard let self else { return nil }
        return try transform(self)
    }
}
