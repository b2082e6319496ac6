import APIResources
import JSONCodec
import Persistence

/// What a policy may be for: one endpoint, a service, or a service in a region. Each has one policy at most.
struct PolicyAssociation: Sendable, Hashable {
    var endpointID: String?
    var serviceID: String?
    var regionID: String?

    private static let match = "endpoint_id IS ? AND service_id IS ? AND region_id IS ?"
    private var key: [SQLValue] { [SQLValue(endpointID), SQLValue(serviceID), SQLValue(regionID)] }

    func policyID(in source: any Queryable) throws -> String? {
        try source.first("SELECT policy_id FROM identity_policy_associations WHERE \(Self.match)", key) { $0.text(0) }
    }

    /// Takes the place of the association with another policy.
    func store(policyID: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM identity_policy_associations WHERE \(Self.match)", key)
        try transaction.execute(
            "INSERT INTO identity_policy_associations (endpoint_id, service_id, region_id, policy_id) VALUES (?, ?, ?, ?)",
            key + [.text(policyID)])
    }

    func delete(policyID: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "DELETE FROM identity_policy_associations WHERE \(Self.match) AND policy_id = ?", key + [.text(policyID)])
    }

    static func all(ofPolicy id: String, in source: any Queryable) throws -> [PolicyAssociation] {
        try source.rows(
            "SELECT endpoint_id, service_id, region_id FROM identity_policy_associations WHERE policy_id = ? ORDER BY seq", [.text(id)]
        ) { PolicyAssociation(endpointID: $0.optionalText(0), serviceID: $0.optionalText(1), regionID: $0.optionalText(2)) }
    }

    /// The associations that an endpoint's policy may come from, the nearest first: its own, those of its service in its region and in the
    /// regions above, that of its service.
    static func candidates(for endpoint: JSONObject, in transaction: any ReadTransaction) throws -> [PolicyAssociation] {
        let service = endpoint["service_id"]?.stringValue
        var result = [PolicyAssociation(endpointID: endpoint["id"]?.stringValue)]
        var next = endpoint["region_id"]?.stringValue
        while let region = next, !result.contains(where: { $0.regionID == region }) {
            result.append(PolicyAssociation(serviceID: service, regionID: region))
            next = try IdentityTables.regions.record(region, in: transaction)?["parent_region_id"]?.stringValue
        }
        return result + [PolicyAssociation(serviceID: service)]
    }
}
