import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of security groups.
struct SecurityGroupBehavior: ResourceBehavior {
    let tables: NetworkTables

    var table: ResourceTable { tables.groups }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }
    private var book: SecurityGroupBook { SecurityGroupBook(tables: tables) }

    func scope(of caller: Caller) -> SQLCondition? { caller.ownOrShared }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func prepareList(_ request: Request, _ caller: Caller, in store: any Store) async throws {
        try await book.prepareList(request, caller, in: store)
    }

    func check(_ draft: Draft) throws { try requireName(draft.item) }

    private func requireName(_ item: JSONObject) throws {
        guard item.text("name").lowercased() != SecurityGroupBook.defaultName else {
            throw APIFault(
                .conflict, type: "SecurityGroupDefaultAlreadyExists", message: "No other group has the name of the default one.")
        }
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        _ = try book.requireDefaultGroup(of: draft.item.text("project_id"), in: transaction)
        return try book.make(draft.item, now: draft.now, in: transaction)
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        let id = change.old.text("id")
        if change.changes.contains("name") {
            guard change.old.text("name") != SecurityGroupBook.defaultName else {
                throw APIFault(.conflict, type: "SecurityGroupCannotUpdateDefault", message: "The default group keeps its name.")
            }
            try requireName(change.changes)
        }
        if let wanted = change.changes["stateful"], wanted != change.old["stateful"], try book.isUsed(id, in: transaction) {
            throw inUse(id)
        }
        return change.applied
    }

    private func inUse(_ id: String) -> APIFault {
        APIFault(.conflict, type: "SecurityGroupInUse", message: "The security group \(id) has ports.")
    }

    /// Rules of other groups that are about the ports of this one go with it.
    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        let others = try transaction.rows(
            "SELECT DISTINCT security_group_id FROM security_group_rules WHERE remote_group_id=? AND security_group_id<>?",
            [.text(id), .text(id)]
        ) { $0.text(0) }
        try transaction.execute("DELETE FROM security_group_rules WHERE security_group_id=? OR remote_group_id=?", [.text(id), .text(id)])
        for other in others { try book.relink(other, in: transaction) }
        try table.delete(id, in: transaction)
    }

    /// No group is deleted while ports are in it; the default one by administrators only.
    func requireDeletable(_ record: JSONObject, _ caller: Caller, in transaction: any ReadTransaction) throws {
        guard try !book.isUsed(record.text("id"), in: transaction) else { throw inUse(record.text("id")) }
        guard record.text("name") == SecurityGroupBook.defaultName, !caller.isAdmin else { return }
        throw APIFault(.conflict, type: "SecurityGroupCannotRemoveDefault", message: "The default group cannot be deleted.")
    }
}

extension SecurityGroupBook {
    /// Lists of groups and rules show the project's own group even when nobody has used it yet.
    func prepareList(_ request: Request, _ caller: Caller, in store: any Store) async throws {
        let query = QueryItems(parsing: request.queryString)
        let asked = query.first("project_id") ?? query.first("tenant_id")
        let project = caller.isAdmin ? asked ?? caller.projectID : caller.projectID
        guard !project.isEmpty, try defaultGroup(of: project, in: store) == nil else { return }
        _ = try await store.write { try requireDefaultGroup(of: project, in: $0) }
    }
}
