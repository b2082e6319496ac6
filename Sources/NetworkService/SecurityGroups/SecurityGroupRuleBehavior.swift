import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of the rules of security groups.
struct SecurityGroupRuleBehavior: ResourceBehavior {
    let tables: NetworkTables

    var table: ResourceTable { tables.groupRules }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }
    var parent: PolicyParent? { PolicyParent(tables.groups.definition, named: "security_group_id") }
    private var book: SecurityGroupBook { SecurityGroupBook(tables: tables) }

    func scope(of caller: Caller) -> SQLCondition? {
        if caller.isAdmin || caller.isService { return nil }
        return SQLCondition(
            "(project_id = ? OR security_group_id IN (SELECT id FROM security_groups WHERE project_id = ?))",
            [.text(caller.projectID), .text(caller.projectID)])
    }

    func prepareList(_ request: Request, _ caller: Caller, in store: any Store) async throws {
        try await book.prepareList(request, caller, in: store)
    }

    private func group(_ id: String, in transaction: any ReadTransaction) throws -> JSONObject {
        guard let group = try tables.groups.record(id, in: transaction) else { throw book.notFound(id) }
        return group
    }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget {
        PolicyTarget(record, of: try group(record.text("security_group_id"), in: transaction))
    }

    func check(_ draft: Draft) throws { _ = try SecurityGroupRuleValues(draft.item) }

    /// Groups that the caller does not see are none.
    func prepare(_ draft: Draft, in transaction: any ReadTransaction) throws {
        for id in [draft.item.text("security_group_id"), draft.item["remote_group_id"]?.stringValue ?? ""] where !id.isEmpty {
            let group = try group(id, in: transaction)
            guard draft.caller.isAdmin || group.text("project_id") == draft.caller.projectID else { throw book.notFound(id) }
        }
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        let group = try group(draft.item.text("security_group_id"), in: transaction)
        let isDefault = group.text("name") == SecurityGroupBook.defaultName
        let record = try book.makeRule(draft.item, isDefault: isDefault, now: draft.now, in: transaction)
        try book.relink(group.text("id"), in: transaction)
        return record
    }

    /// Rules are not changed: the API has no request for it.
    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject { change.old }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        try table.delete(record.text("id"), in: transaction)
        try book.relink(record.text("security_group_id"), in: transaction)
    }
}
