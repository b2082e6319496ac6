import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

extension SubnetPool {
    /// Takes the prefix that a new subnet asks for, or one of the length it asks for.
    ///
    /// - Throws: when the pool has none, or gives the project no more.
    func take(_ item: JSONObject, of project: String, in transaction: any WriteTransaction) throws -> IPNetwork {
        let wanted = item["cidr"]?.stringValue == nil ? nil : try SubnetRules.network(item)
        let length = wanted?.prefixLength ?? item["prefixlen"]?.integerValue ?? defaultLength
        guard length <= maximumLength else {
            throw APIFault(
                .badRequest, type: "MaxPrefixSubnetAllocationError",
                message: "The prefix length \(length) is above \(maximumLength), the pool's largest.")
        }
        guard length >= minimumLength else {
            throw APIFault(
                .badRequest, type: "MinPrefixSubnetAllocationError",
                message: "The prefix length \(length) is below \(minimumLength), the pool's smallest.")
        }
        try requireQuota(length, of: project, in: transaction)
        if let wanted {
            guard try FreePrefixes.take(wanted, from: id, in: transaction) else { throw Self.exhausted("\(wanted) is not free in it") }
            return wanted
        }
        guard let network = try FreePrefixes.take(length: length, from: id, in: transaction) else {
            throw Self.exhausted("it has no free prefix of length \(length)")
        }
        return network
    }

    /// Gives the prefix of a subnet that goes away back to the pool that it is of.
    static func giveBack(_ subnet: JSONObject, in transaction: any WriteTransaction) throws {
        guard let pool = subnet["subnetpool_id"]?.stringValue, pool != SubnetSource.delegated, let network = IPNetwork(subnet.text("cidr"))
        else { return }
        try FreePrefixes.give(network, to: pool, in: transaction)
    }

    /// The imitated service answers 500, by which clients tell it from their own mistakes.
    private static func exhausted(_ reason: String) -> APIFault {
        APIFault(
            .internalServerError, type: "SubnetAllocationError", message: "The subnet pool cannot give a prefix: \(reason).")
    }

    /// What a project has of a pool with a quota is as much as the quota allows: to count it is short.
    private func requireQuota(_ length: Int, of project: String, in transaction: any ReadTransaction) throws {
        guard let quota else { return }
        var used = Self.weight(length, family)
        try transaction.query("SELECT cidr FROM subnets WHERE subnetpool_id=? AND project_id=?", [.text(id), .text(project)]) { row in
            if let taken = IPNetwork(row.text(0)) { used += Self.weight(taken.prefixLength, family) }
        }
        guard used <= Double(quota) else {
            throw APIFault(
                .conflict, type: "SubnetPoolQuotaExceeded", message: "The project may have \(quota) units of the pool and would have more.")
        }
    }
}
