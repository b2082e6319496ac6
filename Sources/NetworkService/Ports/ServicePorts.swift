import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// Makes and deletes the ports that routers and floating IPs have for themselves.
struct ServicePorts: Sendable {
    let ports: PortBehavior

    private var table: ResourceTable { ports.table }

    /// - Parameter attributes: what is not as it is in a port of which a request says nothing.
    /// - Returns: the port's record.
    func make(_ attributes: JSONObject, for caller: Caller, in transaction: any WriteTransaction) throws -> JSONObject {
        var item = JSONObject()
        for attribute in table.definition.attributes where attribute.flags.contains(.post) {
            if case .value(let value) = attribute.defaultValue { item[attribute.name] = value }
        }
        for member in attributes { item[member.key] = member.value }
        var record = try ports.create(Draft(item: item, given: [], caller: caller, now: .now()), in: transaction)
        if let status = attributes["status"], status != record["status"] {
            record["status"] = status
            try table.update(record, in: transaction)
        }
        return record
    }

    func delete(_ id: String, in transaction: any WriteTransaction) throws {
        guard let record = try table.record(id, in: transaction) else { return }
        try ports.remove(record, in: transaction)
        try TagFilters.forget(id, in: transaction)
    }

    /// Gives a port other addresses.
    func move(_ record: JSONObject, to wanted: [JSONValue], for caller: Caller, in transaction: any WriteTransaction) throws -> JSONObject {
        let change = Change(old: record, changes: ["fixed_ips": .array(wanted)], caller: caller)
        return try write(ports.update(change, in: transaction), in: transaction)
    }

    func write(_ record: JSONObject, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = record
        record.touch()
        try table.update(record, in: transaction)
        return record
    }

    /// The ports of a device that have one of the owners.
    func ports(of device: String, owners: [String], in transaction: any ReadTransaction) throws -> [JSONObject] {
        let owner = SQLCondition.isOne(of: owners.map { .text($0) }, "device_owner")
        return try table.records(where: SQLCondition("device_id=? AND \(owner.sql)", [.text(device)] + owner.arguments), in: transaction)
    }
}
