import APIResources
import Policy
import Synchronization

/// Finds out what callers see of one resource. What it found is kept until the rules change: most requests are made by few callers.
final class ReadPlanner: Sendable {
    /// The rules about reading the resource, in one set of rules.
    private struct Rules {
        var generation: Int
        var action: String
        var isOverridden: Bool
        var attributes: [(name: String, rule: Int)]
        /// Attributes for administrators that no rule is about.
        var administrative: [String]
        /// Whether administrators see everything.
        var opensToAdministrators: Bool

        init(_ rules: RuleSet, _ definition: ResourceDefinition) {
            generation = rules.generation
            action = "get_" + definition.name
            var attributes: [(name: String, rule: Int)] = []
            var administrative: [String] = []
            for attribute in definition.attributes where attribute.flags.contains(.visible) {
                if let rule = rules.index(of: "\(action):\(attribute.name)") {
                    attributes.append((attribute.name, rule))
                } else if attribute.flags.contains(.adminRead) {
                    administrative.append(attribute.name)
                }
            }
            let own = rules.index(of: action)
            isOverridden = own.map { rules[$0].isOverridden } ?? true
            opensToAdministrators = ([own] + attributes.map { $0.rule }).allSatisfy { $0.map { rules[$0].admitsAdministrators } ?? false }
            self.attributes = attributes
            self.administrative = administrative
        }
    }

    /// All that a plan which asks no rows shows by.
    private struct Content: Hashable {
        var scope: SQLCondition?
        var hidden: [String]
    }

    private struct Memory {
        var rules: Rules?
        var plans: [PolicyCredentials: ReadPlan] = [:]
        /// The plans that callers share: those of one project see the same, mostly.
        var shared: [Content: Int] = [:]
        /// How many plans have been made under all rules.
        var count = 0
    }

    private let behavior: any ResourceBehavior
    private let sql: RuleSQL
    private let memory = Mutex(Memory())

    private static let capacity = 2048

    init(_ behavior: any ResourceBehavior) {
        self.behavior = behavior
        sql = RuleSQL(definition: behavior.definition, parent: behavior.parent)
    }

    func plan(for caller: Caller) -> ReadPlan {
        if caller.isUnrestricted { return .open }
        let isAdministrator = caller.isAdmin && caller.credentials.isAdministrator
        return memory.withLock { memory in
            let rules: Rules
            if let known = memory.rules, known.generation == caller.rules.generation {
                rules = known
            } else {
                rules = Rules(caller.rules, behavior.definition)
                memory = Memory(rules: rules, count: memory.count)
            }
            // The scope of the token may still keep an administrator out.
            if isAdministrator, rules.opensToAdministrators, caller.credentials.scope == .project { return .open }
            if let plan = memory.plans[caller.credentials] { return plan }
            if memory.plans.count >= Self.capacity { memory = Memory(rules: rules, count: memory.count) }
            memory.count += 1
            var plan = make(rules, caller, id: memory.count)
            if !plan.asksRows {
                let content = Content(scope: plan.scope, hidden: plan.hidden)
                if let id = memory.shared[content] { plan.id = id } else { memory.shared[content] = plan.id }
            }
            memory.plans[caller.credentials] = plan
            return plan
        }
    }

    private func make(_ rules: Rules, _ caller: Caller, id: Int) -> ReadPlan {
        var plan = ReadPlan(id: id)
        let residue = caller.rules.residue(of: rules.action, caller.credentials)
        let own = behavior.scope(of: caller)
        if residue == .always {
            plan.scope = own
        } else if let condition = sql.condition(residue) {
            // The default rule lets nobody see more than what the service looks for; another one may.
            plan.scope =
                rules.isOverridden
                ? own.map { SQLCondition("(\($0.sql) AND \(condition.sql))", $0.arguments + condition.arguments) } ?? condition : condition
        } else {
            plan.scope = own
            plan.residue = residue
        }
        plan.hidden = caller.isAdmin ? [] : rules.administrative
        for (name, rule) in rules.attributes {
            let check = caller.rules.residue(rule, caller.credentials)
            if check == .never {
                plan.hidden.append(name)
            } else if !check.covers(residue) {
                plan.conditional.append((name, check))
            }
        }
        return plan
    }
}
