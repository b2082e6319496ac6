import JSONCodec

/// What one check answered, with the checks it consists of: why a caller may do something, or not.
package struct RuleExplanation: Sendable {
    package var check: String
    package var isAllowed: Bool
    /// What the check saw.
    package var note: String
    /// Whether the outcome of the whole follows from this check.
    package var isDecisive = false
    package var parts: [RuleExplanation] = []

    /// The explanation and all in it, each with how deep it is inside, in the order of reading.
    package var lines: [(depth: Int, explanation: RuleExplanation)] {
        [(0, self)] + parts.flatMap { part in part.lines.map { ($0.depth + 1, $0.explanation) } }
    }
}

extension RuleEvaluation {
    /// - Parameter decides: whether the whole outcome follows from this check's.
    func explain(_ check: PolicyCheck, decides: Bool = true) -> RuleExplanation {
        var explanation = RuleExplanation(check: check.description, isAllowed: holds(check), note: note(check), isDecisive: decides)
        switch check {
        case .all(let checks): explanation.parts = parts(checks, of: explanation, stoppingAt: false)
        case .any(let checks): explanation.parts = parts(checks, of: explanation, stoppingAt: true)
        case .not(let inner): explanation.parts = [explain(inner, decides: decides)]
        case .rule(let reference):
            guard let index = reference.index else { break }
            explanation.parts = [explain(rules[index].check, decides: decides)]
        default: break
        }
        return explanation
    }

    /// Of several checks the first with the outcome `stop` decides; when none has it, all do.
    private func parts(_ checks: [PolicyCheck], of whole: RuleExplanation, stoppingAt stop: Bool) -> [RuleExplanation] {
        var isDecided = false
        return checks.map { check in
            let decides = whole.isDecisive && (whole.isAllowed == stop ? !isDecided && holds(check) == stop : true)
            if holds(check) == stop { isDecided = true }
            return explain(check, decides: decides)
        }
    }

    private func note(_ check: PolicyCheck) -> String {
        switch check {
        case .always: return "everybody"
        case .never: return "nobody"
        case .all, .any, .not: return ""
        case .rule(let reference):
            guard let index = reference.index else { return "there is no such rule" }
            return rules[index].origin.description
        case .role: return "the roles are: " + (credentials.roles.isEmpty ? "none" : credentials.roles.joined(separator: ", "))
        case .credential(let key, let template):
            let texts = credentials.texts(key)
            let own = texts.isEmpty ? "the caller has no \(key.name)" : "\(key.name) is " + texts.map { "'\($0)'" }.joined(separator: ", ")
            return own + seen(template)
        case .literal(_, let template): return seen(template, first: true)
        case .field(let field):
            let value = target.field(field.field, of: field.resource)
            return "\(field.field) is " + (value.map { "'\($0.ruleText)'" } ?? "missing")
        }
    }

    private func seen(_ template: PolicyTemplate, first: Bool = false) -> String {
        guard template.constant == nil else { return "" }
        return (first ? "" : "; ") + "the target has " + (template.text(for: target).map { "'\($0)'" } ?? "no \(template)")
    }
}
