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

    func scope(of caller: Caller) -> SQLCondition? { caller.ownOrShared }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.item
        record["id"] = .string(UUIDText.make())
        try table.insert(record, in: transaction)
        return record
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        let record = change.applied
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
