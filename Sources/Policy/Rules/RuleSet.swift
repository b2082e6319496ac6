/// All rules of a service as they are in force at one moment; it never changes.
package final class RuleSet: Sendable {
    /// The service's own rules in the order of their declaration, then those that only files have.
    package let rules: [PolicyRule]
    /// Counts the sets of one enforcer.
    package let generation: Int
    private let indices: [String: Int]
    private let fallback: Int?
    let enforcesScopes: Bool

    init(_ rules: [PolicyRule], fallback: String, enforcesScopes: Bool, generation: Int) {
        self.rules = rules
        self.enforcesScopes = enforcesScopes
        self.generation = generation
        indices = Dictionary(rules.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.fallback = indices[fallback]
    }

    package subscript(index: Int) -> PolicyRule { rules[index] }

    /// The place of a rule; that of one of the service's own is the same in every set.
    package func index(of name: String) -> Int? { indices[name] }

    /// Whether the caller may do `action` to the target. An action without a rule goes by the rule `policy_default_rule`, or else is nobody's.
    package func allows(_ action: String, _ credentials: PolicyCredentials, _ target: @autoclosure () -> any RuleTarget) -> Bool {
        guard let index = indices[action] ?? fallback else { return false }
        return allows(index, credentials, target())
    }

    package func allows(_ index: Int, _ credentials: PolicyCredentials, _ target: @autoclosure () -> any RuleTarget) -> Bool {
        let rule = rules[index]
        guard isInScope(rule, credentials) else { return false }
        if rule.admitsAdministrators, credentials.isAdministrator { return true }
        return RuleEvaluation.holds(rule.check, self, credentials, target)
    }

    /// What of `action` depends on the target, for this caller.
    package func residue(of action: String, _ credentials: PolicyCredentials) -> PolicyCheck {
        guard let index = indices[action] ?? fallback else { return .never }
        return residue(index, credentials)
    }

    package func residue(_ index: Int, _ credentials: PolicyCredentials) -> PolicyCheck {
        let rule = rules[index]
        guard isInScope(rule, credentials) else { return .never }
        if rule.admitsAdministrators, credentials.isAdministrator { return .always }
        return RuleReduction(rules: self, credentials: credentials).reduced(rule.check)
    }

    /// Whether a check, of which ``residue(of:_:)`` left only what depends on the target, holds for one.
    package func holds(_ residue: PolicyCheck, _ credentials: PolicyCredentials, _ target: any RuleTarget) -> Bool {
        RuleEvaluation.holds(residue, self, credentials) { target }
    }

    /// Why the caller may do `action` to the target, or not; `nil` when no rule is about it.
    package func explain(_ action: String, _ credentials: PolicyCredentials, _ target: any RuleTarget) -> RuleExplanation? {
        guard let index = indices[action] ?? fallback else { return nil }
        let rule = rules[index]
        let evaluation = RuleEvaluation(rules: self, credentials: credentials, target: target)
        guard isInScope(rule, credentials) else {
            let wanted = rule.defaultRule?.scopes.names.joined(separator: " or ") ?? ""
            let note = "the token is for a \(credentials.scope.names.joined()), the rule wants \(wanted)"
            return RuleExplanation(check: "rule:" + rule.name, isAllowed: false, note: note, isDecisive: true)
        }
        return evaluation.explain(.rule(RuleReference(name: rule.name, index: index)))
    }

    private func isInScope(_ rule: PolicyRule, _ credentials: PolicyCredentials) -> Bool {
        guard enforcesScopes, let scopes = rule.defaultRule?.scopes, !scopes.isEmpty else { return true }
        return scopes.contains(credentials.scope)
    }
}

extension PolicyCredentials {
    /// Whether the caller has all that marks an administrator.
    package var isAdministrator: Bool { isAdmin && has(role: "admin") }
}
