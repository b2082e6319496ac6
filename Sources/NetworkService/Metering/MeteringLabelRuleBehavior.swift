import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of the rules of metering labels.
struct MeteringLabelRuleBehavior: ResourceBehavior {
    private static let prefixes = ["remote_ip_prefix", "source_ip_prefix", "destination_ip_prefix"]

    let tables: NetworkTables

    var table: ResourceTable { tables.meteringLabelRules }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    func scope(of caller: Caller) -> SQLCondition? { caller.own }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func check(_ draft: Draft) throws {
        let given = Self.prefixes.filter { draft.item[$0]?.stringValue != nil }
        guard !given.isEmpty else {
            throw APIFault.invalidInput("a metering label rule needs one of \(Self.prefixes.joined(separator: ", "))")
        }
        guard given == ["remote_ip_prefix"] || !given.contains("remote_ip_prefix") else {
            throw APIFault.invalidInput("remote_ip_prefix cannot be given together with another prefix")
        }
    }

    /// A label that the caller does not see is none.
    func prepare(_ draft: Draft, in transaction: any ReadTransaction) throws {
        let id = draft.item.text("metering_label_id")
        guard try tables.meteringLabels.record(id, scope: draft.caller.ownOrShared, in: transaction) != nil else {
            throw APIFault(.notFound, type: "MeteringLabelNotFound", message: "There is no metering label \(id).")
        }
    }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.item
        record["id"] = .string(UUIDText.make())
        try requireRoom(record, in: transaction)
        try table.insert(record, in: transaction)
        return record
    }

    /// No traffic is counted twice under one label.
    private func requireRoom(_ record: JSONObject, in transaction: any ReadTransaction) throws {
        guard let wanted = IPNetwork(record.text("remote_ip_prefix")) else { return }
        let others = try transaction.rows(
            "SELECT remote_ip_prefix FROM metering_label_rules WHERE metering_label_id=? AND direction=? AND remote_ip_prefix IS NOT NULL",
            [.text(record.text("metering_label_id")), .text(record.text("direction"))]
        ) { $0.text(0) }
        for other in others {
            guard let taken = IPNetwork(other), taken.overlaps(wanted) else { continue }
            throw APIFault(
                .conflict, type: "MeteringLabelRuleOverlaps",
                message: "A rule of the label counts traffic of \(taken) already, as of \(wanted).")
        }
    }

    /// Rules are not changed: the API has no request for it.
    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject { change.old }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        try table.delete(record.text("id"), in: transaction)
    }
}
