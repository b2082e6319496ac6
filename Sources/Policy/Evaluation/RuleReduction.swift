/// Decides of checks what depends on the caller alone, and leaves what depends on the target.
struct RuleReduction {
    let rules: RuleSet
    let credentials: PolicyCredentials

    /// - Returns: ``PolicyCheck/always`` or ``PolicyCheck/never`` when no target makes a difference; else a check without references, which asks
    ///   of the caller nothing but roles that the target names.
    func reduced(_ check: PolicyCheck) -> PolicyCheck {
        switch check {
        case .always, .never, .field: return check
        case .all(let checks): return conjunction(checks)
        case .any(let checks): return alternatives(checks)
        case .not(let check):
            switch reduced(check) {
            case .always: return .never
            case .never: return .always
            case let rest: return .not(rest)
            }
        case .rule(let reference): return reference.index.map { reduced(rules[$0].check) } ?? .never
        case .role(.text(let role)): return credentials.has(role: role) ? .always : .never
        case .role: return credentials.roles.isEmpty ? .never : check
        case .credential(let key, let template):
            if let text = template.constant { return credentials.has(key, text) ? .always : .never }
            let texts = credentials.texts(key)
            guard texts.count != 1 else { return .literal(texts[0], template) }
            return texts.isEmpty ? .never : .any(texts.map { .literal($0, template) })
        case .literal(let literal, let template):
            return template.constant.map { $0 == literal ? .always : .never } ?? check
        }
    }

    private func conjunction(_ checks: [PolicyCheck]) -> PolicyCheck {
        var rest: [PolicyCheck] = []
        for check in checks {
            switch reduced(check) {
            case .always: continue
            case .never: return .never
            case .all(let inner): rest += inner
            case let open: rest.append(open)
            }
        }
        return rest.isEmpty ? .always : rest.count == 1 ? rest[0] : .all(rest)
    }

    private func alternatives(_ checks: [PolicyCheck]) -> PolicyCheck {
        var rest: [PolicyCheck] = []
        for check in checks {
            switch reduced(check) {
            case .always: return .always
            case .never: continue
            case .any(let inner): rest += inner
            case let open: rest.append(open)
            }
        }
        return rest.isEmpty ? .never : rest.count == 1 ? rest[0] : .any(rest)
    }
}
