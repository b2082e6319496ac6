import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of address scopes.
struct AddressScopeBehavior: ResourceBehavior {
    let tables: NetworkTables

    var table: ResourceTable { tables.scopes }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    func scope(of caller: Caller) -> SQLCondition? { Self.ownOrShared(caller) }

    static func ownOrShared(_ caller: Caller) -> SQLCondition? {
        caller.isAdmin || caller.isService ? nil : SQLCondition("(project_id = ? OR shared = 1)", [.text(caller.projectID)])
    }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.item
        record["id"] = .string(UUIDText.make())
        try table.insert(record, in: transaction)
        return record
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.old
        for member in change.changes { record[member.key] = member.value }
        guard !change.old.flag("shared") || record.flag("shared") else {
            throw APIFault(
                .badRequest, type: "AddressScopeUpdateError",
                message: "The address scope \(record.text("id")) is shared and stays shared.")
        }
        return record
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        guard try !transaction.exists("SELECT 1 FROM subnetpools WHERE address_scope_id=?", [.text(id)]) else {
            throw APIFault(.conflict, type: "AddressScopeInUse", message: "The address scope \(id) has subnet pools.")
        }
        try table.delete(id, in: transaction)
    }
}
