import INI

/// Makes a set of rules from the defaults of a service and the rules of its files.
///
/// Rules that the service does not have may be in a file, to be named by others; a mistake in one that nothing uses is only a warning, as one file
/// may serve several services.
struct RuleLinker {
    private var rules: [PolicyRule] = []
    private var indices: [String: Int] = [:]
    private var overrides: [Int: RuleOverride] = [:]
    private let ownCount: Int
    private(set) var errors: [SourceError] = []
    private(set) var warnings: [SourceError] = []

    /// Rules that go through more rules than this are a mistake, and would cost stack.
    private static let maximumDepth = 64
    /// Rules that come to more checks than this, with those of the rules they name, would cost every request time.
    private static let maximumSize = 10_000

    init(_ defaults: [RuleDefault], _ overrides: [RuleOverride], enforcesNewDefaults: Bool) {
        ownCount = defaults.count
        for rule in defaults {
            indices[rule.name] = rules.count
            rules.append(Self.rule(rule, enforcesNewDefaults: enforcesNewDefaults))
        }
        for override in overrides {
            let rule = PolicyRule(name: override.name, check: override.check.check, origin: .file(override.position))
            if let index = indices[override.name] {
                rules[index].check = rule.check
                rules[index].origin = rule.origin
                self.overrides[index] = override
            } else {
                indices[override.name] = rules.count
                self.overrides[rules.count] = override
                rules.append(rule)
            }
        }
    }

    private static func rule(_ rule: RuleDefault, enforcesNewDefaults: Bool) -> PolicyRule {
        // A mistake in the tables is found by a test; until then it allows nobody.
        let check = (try? ParsedCheck(rule.check).check) ?? .never
        guard !enforcesNewDefaults, let deprecated = rule.deprecatedCheck, deprecated != rule.check else {
            return PolicyRule(name: rule.name, check: check, origin: .default, defaultRule: rule)
        }
        let formerly = (try? ParsedCheck(deprecated).check) ?? .never
        return PolicyRule(name: rule.name, check: .any([check, formerly]), origin: .deprecatedDefault, defaultRule: rule)
    }

    /// Gives every reference its rule, and finds those that have none or go in a circle.
    mutating func link() -> [PolicyRule] {
        for index in rules.indices { rules[index].check = linked(rules[index].check) }
        let used = usedRules()
        for (index, override) in overrides.sorted(by: { $0.key < $1.key }) { report(override, isUsed: used.contains(index)) }
        findCircles()
        guard errors.isEmpty else { return rules }
        for index in rules.indices { rules[index].admitsAdministrators = admitsAdministrators(rules[index].check) == true }
        return rules
    }

    private func linked(_ check: PolicyCheck) -> PolicyCheck {
        switch check {
        case .all(let checks): .all(checks.map(linked))
        case .any(let checks): .any(checks.map(linked))
        case .not(let check): .not(linked(check))
        case .rule(let reference): .rule(RuleReference(name: reference.name, index: indices[reference.name]))
        default: check
        }
    }

    private func references(_ check: PolicyCheck) -> [Int] {
        switch check {
        case .all(let checks), .any(let checks): checks.flatMap(references)
        case .not(let check): references(check)
        case .rule(let reference): reference.index.map { [$0] } ?? []
        default: []
        }
    }

    /// The service's own rules and all that they lead to.
    private func usedRules() -> Set<Int> {
        var used = Set(0..<ownCount)
        var open = Array(used)
        while let index = open.popLast() {
            for next in references(rules[index].check) where used.insert(next).inserted { open.append(next) }
        }
        return used
    }

    private mutating func report(_ override: RuleOverride, isUsed: Bool) {
        for mention in override.check.references where indices[mention.name] == nil {
            let error = override.error(
                "there is no rule '\(mention.name)'", offset: mention.offset,
                advice: Spelling.advice(for: mention.name, in: rules.map(\.name)),
                severity: isUsed ? .error : .warning)
            if isUsed { errors.append(error) } else { warnings.append(error) }
        }
        guard isUsed else {
            // A file may serve several services: only what looks like a slip is worth a word.
            guard let near = Spelling.nearest(to: override.name, in: rules.prefix(ownCount).map(\.name)) else { return }
            warnings.append(
                SourceError(
                    "the rule '\(override.name)' is one that nothing asks for", at: override.position, advice: "Did you mean `\(near)`?",
                    severity: .warning))
            return
        }
        for mention in override.check.unknownCredentials where !mention.name.contains(".") {
            let known = CredentialKey.Known.allCases.map(\.rawValue) + ["role", "rule", "field"]
            warnings.append(
                override.error(
                    "no caller has a property '\(mention.name)': the check never holds", offset: mention.offset,
                    advice: Spelling.advice(for: mention.name, in: known), severity: .warning))
        }
    }

    /// What a rule comes to with the rules that it leads to.
    private struct Extent {
        var depth = 0
        var size: Int
        /// Whether it, or a rule that it leads to, was refused already.
        var isRefused = false

        /// Takes in a rule that this one names.
        mutating func include(_ other: Extent) {
            isRefused = isRefused || other.isRefused
            depth = max(depth, other.depth + 1)
            size = min(size + other.size, RuleLinker.maximumSize + 1)
        }
    }

    private static func size(_ check: PolicyCheck) -> Int {
        switch check {
        case .all(let checks), .any(let checks): checks.reduce(1) { $0 + size($1) }
        case .not(let check): 1 + size(check)
        default: 1
        }
    }

    /// A rule on the way of the walk, and the rules that it names and that are still to be visited.
    private struct Visit {
        var rule: Int
        var open: [Int]
        var extent: Extent
    }

    /// A walk through what rules lead to, without recursion: a file may have any number of them.
    private mutating func findCircles() {
        var extents: [Int: Extent] = [:]
        for start in rules.indices where extents[start] == nil {
            var path = [visit(start)]
            var isOnPath: Set<Int> = [start]
            while var last = path.popLast() {
                guard let next = last.open.popLast() else {
                    isOnPath.remove(last.rule)
                    if !last.extent.isRefused, let excess = Self.excess(last.extent) {
                        refuse(excess, [last.rule])
                        last.extent.isRefused = true
                    }
                    extents[last.rule] = last.extent
                    if let above = path.indices.last { path[above].extent.include(last.extent) }
                    continue
                }
                if let extent = extents[next] { last.extent.include(extent) }
                path.append(last)
                if isOnPath.contains(next) {
                    let circle = path.map(\.rule).drop { $0 != next }
                    let names = (circle + [next]).map { rules[$0].name }
                    refuse("leads back to itself: \(names.joined(separator: " -> "))", Array(circle))
                } else if extents[next] == nil {
                    path.append(visit(next))
                    isOnPath.insert(next)
                }
            }
        }
    }

    private static func excess(_ extent: Extent) -> String? {
        if extent.depth > maximumDepth { return "leads through more than \(maximumDepth) rules" }
        return extent.size > maximumSize ? "comes to more than \(maximumSize) checks" : nil
    }

    private func visit(_ index: Int) -> Visit {
        Visit(rule: index, open: references(rules[index].check), extent: Extent(size: Self.size(rules[index].check)))
    }

    /// A circle is a mistake of the file that closed it; rules of the defaults alone have none.
    private mutating func refuse(_ message: String, _ members: [Int]) {
        guard let override = members.compactMap({ overrides[$0] }).first ?? overrides.sorted(by: { $0.key < $1.key }).first?.value else {
            return
        }
        let error = override.error("the rule '\(override.name)' \(message)", offset: 0)
        if !errors.contains(error) { errors.append(error) }
    }

    /// Whether the check holds for every administrator; `nil` when that depends on more.
    private func admitsAdministrators(_ check: PolicyCheck) -> Bool? {
        switch check {
        case .always: return true
        case .never: return false
        case .role(.text("admin")), .credential(.known(.isAdmin), .text("True")): return true
        case .all(let checks):
            let all = checks.map(admitsAdministrators)
            return all.contains(false) ? false : all.contains(nil) ? nil : true
        case .any(let checks):
            let all = checks.map(admitsAdministrators)
            return all.contains(true) ? true : all.contains(nil) ? nil : false
        case .not(let check): return admitsAdministrators(check).map { !$0 }
        case .rule(let reference): return reference.index.map { admitsAdministrators(rules[$0].check) } ?? false
        default: return nil
        }
    }
}
