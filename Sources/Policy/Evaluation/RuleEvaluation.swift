/// Asks checks about one caller and one target.
struct RuleEvaluation {
    let rules: RuleSet
    let credentials: PolicyCredentials
    let target: any RuleTarget

    func holds(_ check: PolicyCheck) -> Bool {
        switch check {
        case .always: return true
        case .never: return false
        case .all(let checks):
            for check in checks where !holds(check) { return false }
            return true
        case .any(let checks):
            for check in checks where holds(check) { return true }
            return false
        case .not(let check): return !holds(check)
        case .rule(let reference): return reference.index.map { holds(rules[$0].check) } ?? false
        case .role(.text(let role)): return credentials.has(role: role)
        case .role(let role): return role.text(for: target).map { credentials.has(role: $0.lowercased()) } ?? false
        case .credential(let key, let template): return template.text(for: target).map { credentials.has(key, $0) } ?? false
        case .literal(let literal, let template): return template.text(for: target) == literal
        case .field(let field): return field.accepts(target.field(field.field, of: field.resource))
        }
    }
}
