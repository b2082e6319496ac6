import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// What requests an application credential is good for, as bodies give it.
enum AccessRules {
    /// - Returns: `nil` when nothing is given: every request is allowed.
    /// - Throws: ``IdentityFault``, 400.
    static func parse(_ given: JSONValue?) throws -> [JSONObject]? {
        guard let given, !given.isNull else { return nil }
        guard let rules = given.arrayValue else { throw IdentityFault.invalid("access_rules", "a list is expected") }
        return try rules.map { rule in
            guard let rule = rule.objectValue else { throw IdentityFault.invalid("access_rules", "a list of objects is expected") }
            if let id = rule["id"]?.stringValue, rule.count == 1 { return ["id": .string(id)] }
            var record = JSONObject()
            for attribute in IdentityDefinitions.accessRule.attributes where attribute.name != "id" {
                guard let value = rule[attribute.name] else {
                    throw IdentityFault.invalid("access_rules", "'\(attribute.name)' is required")
                }
                do throws(InputError) { record[attribute.name] = try attribute.type.accept(value) } catch {
                    throw IdentityFault.invalid("access_rules", error.reason)
                }
            }
            guard record["path"]?.stringValue?.hasPrefix("/") ?? false else {
                throw IdentityFault.invalid("access_rules", "a path begins with '/'")
            }
            return record
        }
    }

    /// The stored rule that is meant: the named one, an equal one, or a new one.
    static func store(_ rule: JSONObject, _ userID: String, in transaction: any WriteTransaction) throws -> JSONObject {
        let table = IdentityTables.accessRules
        if let id = rule["id"]?.stringValue {
            let scope = SQLCondition("user_id = ?", [.text(userID)])
            guard let known = try table.record(id, scope: scope, in: transaction) else { throw IdentityFault.notFound("access rule", id) }
            return known
        }
        let condition = SQLCondition(
            "user_id = ? AND service = ? AND path = ? AND method = ?",
            [.text(userID)] + ["service", "path", "method"].map { .text(rule[$0]?.stringValue ?? "") })
        if let known = try table.records(where: condition, in: transaction).first { return known }
        var record: JSONObject = ["id": .string(UUIDText.makeHex())]
        for member in rule { record[member.key] = member.value }
        try table.insert(record, extra: [.text(userID)], in: transaction)
        return record
    }
}
