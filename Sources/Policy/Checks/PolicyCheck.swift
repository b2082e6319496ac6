/// One check of a rule with all it consists of: oslo.policy's language, parsed once.
package indirect enum PolicyCheck: Sendable, Equatable {
    /// `@`, and a rule without text: allows everybody.
    case always
    /// `!`: allows nobody.
    case never
    case all([PolicyCheck])
    case any([PolicyCheck])
    case not(PolicyCheck)
    /// `rule:NAME`: what another rule says.
    case rule(RuleReference)
    /// `role:NAME`: the caller has the role, whatever its letters' case.
    case role(PolicyTemplate)
    /// `project_id:%(project_id)s`: a property of the caller is the text, or has it among its values.
    case credential(CredentialKey, PolicyTemplate)
    /// `'member':%(role.name)s`, `None:%(domain_id)s`: a literal is the text.
    case literal(String, PolicyTemplate)
    /// `field:networks:shared=True`: a field of what is asked about has the value.
    case field(FieldCheck)
}

extension PolicyCheck {
    /// Whether this check is sure to hold wherever `other` does, as far as their parts alone show.
    package func covers(_ other: PolicyCheck) -> Bool {
        if self == .always || other == .never || self == other { return true }
        if case .any(let others) = other { return others.allSatisfy { covers($0) } }
        if case .any(let checks) = self { return checks.contains { $0.covers(other) } }
        return false
    }
}

/// A rule as another one names it.
package struct RuleReference: Sendable, Hashable {
    package var name: String
    /// Its place in the set of rules; `nil` when there is none of that name, and then it allows nobody.
    package var index: Int?
}
