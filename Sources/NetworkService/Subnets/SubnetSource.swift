import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Where a new subnet has its prefix from.
enum SubnetSource: Sendable {
    /// The request says.
    case request
    case pool(SubnetPool)
    /// A router asks its provider for the prefix later.
    case delegation

    /// What `subnetpool_id` says of a subnet whose prefix is delegated.
    static let delegated = "prefix_delegation"
    /// What such a subnet has until a router has asked.
    static let provisional = "::/64"

    /// - Parameter delegates: whether IPv6 subnets that ask for the default pool get a delegated prefix.
    /// - Throws: 404 when the caller sees no such pool.
    init(_ draft: Draft, delegates: Bool, _ tables: NetworkTables, in transaction: any ReadTransaction) throws {
        let item = draft.item
        let version = item["cidr"]?.stringValue.flatMap { IPNetwork($0)?.family.rawValue } ?? item["ip_version"]?.integerValue
        let scope = draft.caller.ownOrShared
        var record: JSONObject?
        switch item["subnetpool_id"]?.stringValue {
        case Self.delegated?:
            self = item["cidr"]?.stringValue == nil ? .delegation : .request
            return
        case let id?:
            record = try tables.pools.record(id, scope: scope, in: transaction)
            guard record != nil else {
                throw APIFault(.notFound, type: "SubnetPoolNotFound", message: "There is no subnet pool \(id).")
            }
        case nil where item.flag("use_default_subnetpool"):
            if version == 6, delegates {
                self = .delegation
                return
            }
            record = try version.flatMap { IPAddress.Family(rawValue: $0) }
                .flatMap { try tables.defaultPool($0, scope: scope, in: transaction) }
            guard record != nil else { throw APIFault.badRequest("subnets", "there is no default subnet pool of IPv\(version ?? 0)") }
        case nil:
            self = .request
            return
        }
        guard let pool = record.flatMap({ SubnetPool($0) }) else { throw APIFault.badRequest("subnets", "the subnet pool has no family") }
        guard item["ip_version"]?.integerValue == pool.family.rawValue else {
            throw APIFault.badRequest("subnets", "the subnet pool \(pool.id) is of IPv\(pool.family.rawValue)")
        }
        self = .pool(pool)
    }

    /// What the subnet's `subnetpool_id` is.
    var poolID: JSONValue {
        switch self {
        case .request: .null
        case .pool(let pool): .string(pool.id)
        case .delegation: .string(Self.delegated)
        }
    }

    /// Refuses what contradicts itself before any pool is asked.
    static func check(_ item: JSONObject) throws {
        let pool = item["subnetpool_id"]?.stringValue
        let isFromPool = pool != nil || item.flag("use_default_subnetpool")
        let hasCIDR = item["cidr"]?.stringValue != nil
        if hasCIDR, item["prefixlen"] != nil { throw APIFault.badRequest("subnets", "cidr and prefixlen cannot both be given") }
        if pool != nil, item.flag("use_default_subnetpool") {
            throw APIFault.badRequest("subnets", "subnetpool_id and use_default_subnetpool cannot both be given")
        }
        guard isFromPool || hasCIDR else { throw APIFault.badRequest("subnets", "a subnet needs a cidr or a subnet pool") }
        if !hasCIDR, item["allocation_pools"]?.arrayValue != nil {
            throw APIFault.badRequest("subnets", "allocation_pools need a cidr")
        }
    }

    /// Takes the prefix of a new subnet.
    ///
    /// - Parameter project: whose subnet it is.
    /// - Throws: what the pool or the request's addresses do not allow.
    func prefix(for item: JSONObject, of project: String, in transaction: any WriteTransaction) throws -> IPNetwork {
        switch self {
        case .request: return try SubnetRules.network(item)
        case .delegation:
            let modes = [item["ipv6_ra_mode"], item["ipv6_address_mode"]]
            guard item["ip_version"] == 6, modes.allSatisfy({ $0 == "slaac" || $0 == "dhcpv6-stateless" }),
                let network = IPNetwork(Self.provisional)
            else {
                throw APIFault.badRequest(
                    "subnets", "a delegated prefix needs ip_version 6 and slaac or dhcpv6-stateless for both modes")
            }
            return network
        case .pool(let pool): return try pool.take(item, of: project, in: transaction)
        }
    }

    /// Refuses a subnet whose network has subnets of its family from somewhere else, unless their pools are in one address scope.
    func requireAffinity(
        to network: String, _ family: IPAddress.Family, _ tables: NetworkTables, in transaction: any ReadTransaction
    ) throws {
        let scope = try tables.addressScope(of: network, family, in: transaction)
        if let scope {
            switch self {
            case .request: break
            case .pool(let pool) where pool.addressScopeID == scope: return
            case .pool, .delegation: throw Self.mixedScopes
            }
        }
        let isMixed = try transaction.exists(
            "SELECT 1 FROM subnets WHERE network_id=? AND ip_version=? AND subnetpool_id IS NOT ?",
            [.text(network), .integer(family.rawValue), SQLValue(poolID)])
        guard !isMixed else {
            throw APIFault(
                .badRequest, type: "NetworkSubnetPoolAffinityError",
                message: "The subnets of one family of the network \(network) are all of one subnet pool.")
        }
    }

    static var mixedScopes: APIFault {
        APIFault(
            .badRequest, type: "NetworkAddressScopeAffinityError",
            message: "The subnets of one family of a network are all in one address scope.")
    }
}
