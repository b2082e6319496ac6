extension PolicyCheck: CustomStringConvertible {
    /// The check in the language it is written in, with no more parentheses than it needs.
    package var description: String { text(inside: .any) }

    private enum Operator: Int {
        case any, all, not
    }

    private func text(inside outer: Operator) -> String {
        func wrapped(_ text: String, _ own: Operator) -> String { own.rawValue < outer.rawValue ? "(\(text))" : text }
        switch self {
        case .always: return "@"
        case .never: return "!"
        case .all(let checks): return wrapped(checks.map { $0.text(inside: .not) }.joined(separator: " and "), .all)
        case .any(let checks): return wrapped(checks.map { $0.text(inside: .all) }.joined(separator: " or "), .any)
        case .not(let check): return "not " + check.text(inside: .not)
        case .rule(let reference): return "rule:" + reference.name
        case .role(let role): return "role:\(role)"
        case .credential(let key, let template): return "\(key.name):\(template)"
        case .literal(let literal, let template):
            let isName = ["None", "True", "False"].contains(literal) || Int(literal) != nil
            return (isName ? literal : "'\(literal)'") + ":\(template)"
        case .field(let field): return "field:\(field.resource):\(field.field)=\(field.source)"
        }
    }
}
