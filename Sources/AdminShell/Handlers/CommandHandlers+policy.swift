import CommandLanguage
import ControlPlane
import JSONCodec
import Policy

extension CommandHandlers {
    static let policyHandlers: [String: Handler] = [
        "policy list": { handlers, invocation in
            var rules = try await handlers.plane.policyRules(app: invocation["app"])
            if let pattern = invocation["grep"] {
                let expression: RegularExpression
                do { expression = try RegularExpression(pattern) } catch { throw CommandFailure("\(error)", status: 2) }
                rules = rules.filter { expression.matches($0.rule.name) }
            }
            if invocation.has("changed") { rules = rules.filter(\.rule.isOverridden) }
            return invocation.table(rules.map(\.object))
        },
        "policy check": { handlers, invocation in
            let action = try invocation.required("action")
            let caller = try invocation.required("as")
            let verdict = try await handlers.plane.checkPolicy(
                action, caller: caller, target: try target(invocation), app: invocation["app"])
            let table = invocation.table(verdict.lines.map { $0.explanation.object(depth: $0.depth) })
            guard !verdict.isAllowed else { return table }
            throw CommandFailure("the rules do not allow \(action) to \(caller)", value: table)
        },
    ]

    private static func target(_ invocation: Invocation) throws -> JSONObject? {
        guard let text = invocation["target"] else { return nil }
        guard let object = (try? JSONValue(parsing: text))?.objectValue else {
            throw CommandFailure("'\(text)' is no JSON object", advice: "--target '{\"project_id\": \"p1\"}', for example", status: 2)
        }
        return object
    }
}

extension ServedRule {
    var object: JSONObject {
        let defaultRule = rule.defaultRule
        return [
            "name": .string(rule.name), "app": .string(app), "default": JSONValue(defaultRule?.check),
            "override": rule.isOverridden ? .string(rule.check.description) : .null, "source": .string(rule.origin.description),
            "scopes": JSONValue(defaultRule?.scopes.names ?? []), "operations": JSONValue(defaultRule?.operations ?? []),
        ]
    }
}

extension RuleExplanation {
    func object(depth: Int) -> JSONObject {
        [
            "allowed": .bool(isAllowed), "decides": .bool(isDecisive), "check": .string(String(repeating: "  ", count: depth) + check),
            "note": .string(note), "depth": .integer(depth),
        ]
    }
}
