import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of metering labels.
struct MeteringLabelBehavior: ResourceBehavior {
    let tables: NetworkTables

    var table: ResourceTable { tables.meteringLabels }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    func scope(of caller: Caller) -> SQLCondition? { caller.ownOrShared }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.item
        record["id"] = .string(UUIDText.make())
        try table.insert(record, in: transaction)
        return record
    }

    /// Labels are not changed: the API has no request for it.
    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject { change.old }

    /// The rules of a label go with it.
    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        try transaction.execute("DELETE FROM metering_label_rules WHERE metering_label_id=?", [.text(id)])
        try table.delete(id, in: transaction)
    }
}
