extension RequestExpression {
    /// Judges a request by what is known of it now.
    ///
    /// - Returns: ``Verdict/open`` only when what is unknown can still turn the verdict either way.
    package func judge(_ facts: some RequestFacts) -> Verdict { root.judge(facts) }
}

extension RequestExpression.Node {
    fileprivate func judge(_ facts: some RequestFacts) -> RequestExpression.Verdict {
        switch self {
        case .constant(let value): return .init(value)
        case .present(let field):
            let fact = facts.fact(field)
            return fact == .unknown ? .open : .init(fact.isPresent)
        case .test(let field, let test):
            let fact = facts.fact(field)
            return fact == .unknown ? .open : .init(test.holds(fact))
        case .relation(let left, let symbol, let right): return Self.relate(facts.fact(left), symbol, facts.fact(right))
        case .not(let inner):
            return switch inner.judge(facts) {
            case .holds: .fails
            case .fails: .holds
            case .open: .open
            }
        case .and(let left, let right):
            let first = left.judge(facts)
            if first == .fails { return .fails }
            let second = right.judge(facts)
            return second == .holds ? first : second
        case .or(let left, let right):
            let first = left.judge(facts)
            if first == .holds { return .holds }
            let second = right.judge(facts)
            return second == .fails ? first : second
        }
    }

    private static func relate(_ left: RequestFact, _ symbol: Comparison.Operator, _ right: RequestFact) -> RequestExpression.Verdict {
        if left == .unknown || right == .unknown { return .open }
        switch (left, right) {
        case (.number(let first), .number(let second)): return .init(symbol.holds(first, second))
        case (.absent, .absent): return .init(symbol == .equal)
        case (.absent, _), (_, .absent): return .init(symbol == .notEqual)
        default:
            let (first, second) = (left.shown, right.shown)
            return switch symbol {
            case .contains: .init(second.isEmpty || first.contains(second))
            case .in: .init(first.isEmpty || second.contains(first))
            default: .init(symbol.holds(first, second))
            }
        }
    }
}

extension RequestExpression.Verdict {
    fileprivate init(_ holds: Bool) { self = holds ? .holds : .fails }
}
