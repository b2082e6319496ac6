import APIResources
import Persistence
import Policy

/// Says in SQL what rules leave to ask of a target, so that lists are filtered where they are read.
struct RuleSQL: Sendable {
    let definition: ResourceDefinition
    let parent: PolicyParent?

    /// Where the database has a value that rules ask for.
    private struct Place {
        enum Kind {
            case text, number, flag
        }

        var column: String
        var type: Kind
    }

    /// - Returns: `nil` when SQL cannot say it: then rows are asked one by one.
    func condition(_ check: PolicyCheck) -> SQLCondition? {
        switch check {
        case .always: return SQLCondition("1")
        case .never: return SQLCondition("0")
        case .all(let checks):
            guard let conditions = conditions(checks) else { return nil }
            return SQLCondition("(" + conditions.map(\.sql).joined(separator: " AND ") + ")", conditions.flatMap(\.arguments))
        case .any(let checks): return conditions(checks).map { .any($0) }
        case .not(let check): return condition(check).map { SQLCondition("NOT coalesce(\($0.sql), 0)", $0.arguments) }
        case .literal(let text, .key(let key)): return literal(text, key)
        case .field(let field): return self.field(field)
        case .literal, .role, .rule, .credential: return nil
        }
    }

    private func conditions(_ checks: [PolicyCheck]) -> [SQLCondition]? {
        let conditions = checks.compactMap(condition)
        return conditions.count == checks.count ? conditions : nil
    }

    private func literal(_ text: String, _ key: String) -> SQLCondition? {
        // What rules say of the networks of networks is about themselves.
        let prefix = parent?.prefix ?? definition.name + ":"
        let onParent = key.hasPrefix(prefix)
        return compare(onParent ? String(key.dropFirst(prefix.count)) : key, onParent: onParent) { place in
            if text == "None" { return SQLCondition("(\(place.column) IS NULL OR \(place.column) = 'None')") }
            switch place.type {
            case .text: return SQLCondition("\(place.column) = ?", [.text(text)])
            case .number: return Int(text).map { SQLCondition("\(place.column) = ?", [.integer($0)]) } ?? SQLCondition("0")
            case .flag: return Self.flag(place.column, text == "True" ? true : text == "False" ? false : nil)
            }
        }
    }

    private func field(_ field: FieldCheck) -> SQLCondition? {
        compare(field.field, onParent: parent?.isMeant(by: field.resource) ?? false) { place in
            switch (field.wanted, place.type) {
            case (.value(let text), .flag): Self.flag(place.column, ["true": true, "false": false][text.lowercased()])
            case (.value(let text), .number): Int(text).map { SQLCondition("\(place.column) = ?", [.integer($0)]) } ?? SQLCondition("0")
            case (.value(let text), .text): SQLCondition("\(place.column) = ?", [.text(text)])
            case (.prefix(let prefix), .text):
                SQLCondition("substr(\(place.column), 1, \(prefix.unicodeScalars.count)) = ?", [.text(prefix)])
            case (.prefix, _): SQLCondition("0")
            case (.pattern, _): nil
            }
        }
    }

    private static func flag(_ column: String, _ wanted: Bool?) -> SQLCondition {
        wanted.map { SQLCondition("\(column) = \($0 ? 1 : 0)") } ?? SQLCondition("0")
    }

    private func compare(_ name: String, onParent: Bool, _ body: (Place) -> SQLCondition?) -> SQLCondition? {
        let owner = onParent ? parent?.definition ?? definition : definition
        guard let attribute = owner.attribute(name) else { return SQLCondition("0") }
        guard attribute.hasColumn else { return nil }
        let type: Place.Kind =
            attribute.type.conversion == .boolean ? .flag : attribute.type.column == .integer ? .number : .text
        guard let condition = body(Place(column: "\"\(attribute.column)\"", type: type)) else { return nil }
        guard onParent, let parent else { return condition }
        return SQLCondition(
            "\(parent.column) IN (SELECT id FROM \(parent.definition.tableName) WHERE \(condition.sql))", condition.arguments)
    }
}
