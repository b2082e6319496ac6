/// Asks checks about one caller and one target.
struct RuleEvaluation {
    let rules: RuleSet
    let credentials: PolicyCredentials
    let target: any RuleTarget

    func holds(_ check: PolicyCheck) -> Bool { Self.holds(check, rules, credentials) { target } }

    /// - Parameter target: asked for when a check is about it, which those of the caller alone are not.
    static func holds(_ check: PolicyCheck, _ rules: RuleSet, _ credentials: PolicyCredentials, _ target: () -> any RuleTarget) -> Bool {
        switch check {
        case .always: return true
        case .never: return false
        case .all(let checks):
            for check in checks where !holds(check, rules, credentials, target) { return false }
            return true
        case .any(let checks):
            for check in checks where holds(check, rules, credentials, target) { return true }
            return false
        case .not(let check): return !holds(check, rules, credentials, target)
        case .rule(let reference):
            guard let index = reference.index else { return false }
            return holds(rules.rules[index].check, rules, credentials, target)
        case .role(.text(let role)): return credentials.has(role: role)
        case .role(let role): return role.text(for: target()).map { credentials.has(role: $0.lowercased()) } ?? false
        case .credential(let key, let template):
            if let text = template.constant { return credentials.has(key, text) }
            return template.text(for: target()).map { credentials.has(key, $0) } ?? false
        case .literal(let literal, let template): return template.text(for: target()) == literal
        case .field(let field): return field.accepts(target().field(field.field, of: field.resource))
        }
    }
}
