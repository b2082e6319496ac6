import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// The filters `fixed_ips=KEY=VALUE` and `security_groups=ID`.
enum PortFilters {
    static let securityGroups: QueryRules.ComputedFilter = { values in
        let groups = SQLCondition.isOne(of: values.map { .text($0) }, "group_id")
        return SQLCondition("id IN (SELECT port_id FROM security_group_ports WHERE \(groups.sql))", groups.arguments)
    }

    static let fixedIPs: QueryRules.ComputedFilter = { values in
        let pairs: JSONObject
        do throws(InputError) {
            pairs = try Conversion.pairsToObject.convert(.array(values.map { .string($0) })).objectValue ?? JSONObject()
        } catch {
            throw APIFault(error, attribute: "fixed_ips")
        }
        var conditions: [SQLCondition] = []
        func texts(_ key: String) -> [String] { (pairs[key]?.arrayValue ?? []).compactMap(\.stringValue) }
        let addresses = texts("ip_address").map { SQLValue.text(IPAddress($0)?.description ?? $0) }
        if !addresses.isEmpty { conditions.append(.isOne(of: addresses, "ip_address")) }
        let subnets = texts("subnet_id").map { SQLValue.text($0) }
        if !subnets.isEmpty { conditions.append(.isOne(of: subnets, "subnet_id")) }
        guard texts("ip_address_substr").count <= 100 else { throw APIFault.malformed("There are too many ip_address_substr") }
        let parts = texts("ip_address_substr").map { SQLCondition("instr(ip_address, ?) > 0", [.text($0)]) }
        if !parts.isEmpty { conditions.append(.any(parts)) }
        guard !conditions.isEmpty else { return nil }
        return SQLCondition(
            "id IN (SELECT port_id FROM ip_allocations WHERE " + conditions.map(\.sql).joined(separator: " AND ") + ")",
            conditions.flatMap(\.arguments))
    }
}
