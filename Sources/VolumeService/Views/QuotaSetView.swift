import JSONCodec
import Persistence

/// The quotas that there are, by the names that requests and answers use: `volumes`, and `volumes_TYPE` for each volume type.
struct QuotaSetView: Sendable {
    private(set) var keys: [(name: String, key: QuotaLedger.Key)] = []

    init(in transaction: any ReadTransaction) throws {
        for resource in QuotaResource.allCases where resource != .groups { keys.append((resource.rawValue, QuotaLedger.Key(resource))) }
        for type in try VolumeTypeTable.all(in: transaction).reversed() {
            for resource in QuotaResource.perType {
                keys.append((resource.rawValue + "_" + type.name, QuotaLedger.Key(resource, typeID: type.id)))
            }
        }
        keys.append((QuotaResource.groups.rawValue, QuotaLedger.Key(.groups)))
    }

    func key(named name: String) -> QuotaLedger.Key? { keys.first { $0.name == name }?.key }

    /// The limits, each a number, or with its usage when there is one.
    func view(_ ledger: QuotaLedger, limits: [QuotaLedger.Key: Int], usage: [QuotaLedger.Key: QuotaLedger.Usage]? = nil) -> JSONObject {
        var object = JSONObject(reservingCapacity: keys.count + 1)
        for (name, key) in keys {
            let limit = JSONValue.integer(ledger.limit(key, limits))
            if let usage {
                let used = usage[key] ?? QuotaLedger.Usage()
                object.append(name, ["limit": limit, "in_use": .integer(used.inUse), "reserved": .integer(used.reserved)])
            } else {
                object.append(name, limit)
            }
        }
        return object
    }

    /// Reads new limits from a request.
    ///
    /// - Throws: ``VolumeFault``, 400: an unknown name, or a value that is no integer of at least -1.
    func limits(from given: JSONObject, path: String) throws -> [(key: QuotaLedger.Key, limit: Int)] {
        // Older clients repeat the project, and say whether a limit may be below the usage: it always may.
        let limits = given.filter { !["tenant_id", "project_id", "user_id", "id", "force"].contains($0.key) }
        guard !limits.isEmpty else { throw VolumeFault.invalid(path, "it has no limits") }
        return try limits.map { member in
            guard let key = key(named: member.key) else { throw VolumeFault.invalid(path, "there is no quota '\(member.key)'") }
            let text = member.value.stringValue
            guard let value = member.value.integerValue ?? text.flatMap({ Int($0) }), value >= -1, value <= 2_147_483_647 else {
                throw VolumeFault.invalid("\(path).\(member.key)", "\(member.value) is not an integer of at least -1")
            }
            return (key, value)
        }
    }
}
