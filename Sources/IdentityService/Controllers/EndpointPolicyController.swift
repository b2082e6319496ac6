import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import Routing

/// `OS-ENDPOINT-POLICY`: which of the kept policies is for an endpoint, for a service, or for a service in a region.
///
/// Upstream: keystone, `keystone/endpoint_policy/core.py`.
enum EndpointPolicyController {
    static let operations =
        places.flatMap(routes) + [
            IdentityOperation(.GET, base + "/endpoints", "policy", "endpoints") { try endpoints($0) },
            IdentityOperation(.GET, "endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy", "endpoint", "policy") { try policy($0) },
        ]

    private static let base = "policies/{policy_id}/OS-ENDPOINT-POLICY"

    // MARK: Associations

    /// What a policy is associated with, as a path names it.
    private struct Place: Sendable {
        var path: String
        /// The end of the rules' names.
        var rule: String
        /// Each is a parameter of the path and a column of the associations as well.
        var columns: [(name: String, things: ResourceTable)]
    }

    private static let service = (name: "service_id", things: IdentityTables.services)

    private static let places = [
        Place(path: "endpoints/{endpoint_id}", rule: "endpoint", columns: [(name: "endpoint_id", things: IdentityTables.endpoints)]),
        Place(path: "services/{service_id}", rule: "service", columns: [service]),
        Place(
            path: "services/{service_id}/regions/{region_id}", rule: "region_and_service",
            columns: [service, (name: "region_id", things: IdentityTables.regions)]),
    ]

    private static func routes(_ place: Place) -> [IdentityOperation] {
        let path = base + "/" + place.path
        return [
            IdentityOperation(.GET, path, "policy_association", "check") { try check($0, place) },
            IdentityOperation(.PUT, path, "policy_association", "create") { try await create($0, place) },
            IdentityOperation(.DELETE, path, "policy_association", "delete") { try await delete($0, place) },
        ]
    }

    /// Asks the rules, and whether everything that the path names is there.
    ///
    /// - Returns: the association, without the policy.
    /// - Throws: ``IdentityFault``: 403, 404.
    private static func examine(_ call: IdentityCall, _ place: Place, _ verb: String) throws -> PolicyAssociation {
        try call.authorize("\(verb)_policy_association_for_\(place.rule)")
        try call.service.store.read { transaction in
            _ = try PolicyKind().find(call.capture("policy_id"), in: transaction)
            for (name, things) in place.columns {
                let id = call.capture(name)
                guard try things.record(id, in: transaction) != nil else { throw IdentityFault.notFound(things.definition.name, id) }
            }
        }
        return PolicyAssociation(
            endpointID: call.captures["endpoint_id"], serviceID: call.captures["service_id"], regionID: call.captures["region_id"])
    }

    private static func check(_ call: IdentityCall, _ place: Place) throws -> Response {
        let association = try examine(call, place, "check")
        guard try association.policyID(in: call.service.store) == call.capture("policy_id") else {
            throw IdentityFault.notFound("association with the policy", call.capture("policy_id"))
        }
        return .identityEmpty
    }

    private static func create(_ call: IdentityCall, _ place: Place) async throws -> Response {
        let (association, policy) = (try examine(call, place, "create"), call.capture("policy_id"))
        try await call.service.write { try association.store(policyID: policy, in: $0) }
        return .identityEmpty
    }

    /// Succeeds without an association as well.
    private static func delete(_ call: IdentityCall, _ place: Place) async throws -> Response {
        let (association, policy) = (try examine(call, place, "delete"), call.capture("policy_id"))
        try await call.service.write { try association.delete(policyID: policy, in: $0) }
        return .identityEmpty
    }

    // MARK: What follows from them

    /// The endpoints that the policy is associated with: by themselves, by their service, or by it and a region that theirs is in.
    private static func endpoints(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_endpoints_for_policy")
        let endpoints = try call.service.store.read { transaction in
            let policy = call.capture("policy_id")
            _ = try PolicyKind().find(policy, in: transaction)
            let associations = Set(try PolicyAssociation.all(ofPolicy: policy, in: transaction))
            return try EndpointKind().table.records(where: SQLCondition("1"), in: transaction).filter { endpoint in
                try PolicyAssociation.candidates(for: endpoint, in: transaction).contains(where: associations.contains)
            }
        }
        return call.list("endpoints", endpoints.map(EndpointKind().unfolded))
    }

    /// The policy that is the nearest to an endpoint.
    private static func policy(_ call: IdentityCall) throws -> Response {
        try call.authorize("get_policy_for_endpoint")
        let policy = try call.service.store.read { transaction in
            let id = call.capture("endpoint_id")
            let endpoint = try EndpointKind().find(id, in: transaction)
            for candidate in try PolicyAssociation.candidates(for: endpoint, in: transaction) {
                guard let policy = try candidate.policyID(in: transaction) else { continue }
                return try PolicyKind().find(policy, in: transaction)
            }
            throw IdentityFault(.notFound, type: "NotFound", "No policy is associated with the endpoint '\(id)'.")
        }
        return call.item("policy", PolicyKind().unfolded(policy), path: PolicyKind().linkPath)
    }
}
