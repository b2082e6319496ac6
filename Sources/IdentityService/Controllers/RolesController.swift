import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/roles`, what roles imply, and `/role_inferences`.
enum RolesController {
    static let operations = RoleKind().operations(nil, nil, [.list, .show, .create, .update, .delete]) + own

    private static let own: [IdentityOperation] = [
        IdentityOperation(.GET, "roles/{prior_role_id}/implies", "implied_role", "index") { try implied($0) },
        IdentityOperation(.GET, "roles/{prior_role_id}/implies/{implied_role_id}", "implied_role", "show") { try show($0) },
        IdentityOperation(.HEAD, "roles/{prior_role_id}/implies/{implied_role_id}", "implied_role", "check") { call in
            _ = try pair(call, "check_implied_role", mustExist: true)
            return .identityEmpty
        },
        IdentityOperation(.PUT, "roles/{prior_role_id}/implies/{implied_role_id}", "implied_role", "create") { try await imply($0) },
        IdentityOperation(.DELETE, "roles/{prior_role_id}/implies/{implied_role_id}", "implied_role", "delete") {
            try await forget($0)
        },
        IdentityOperation(.GET, "role_inferences", "role_inference", "index") { try inferences($0) },
    ]

    private static func summary(_ record: JSONObject, _ call: IdentityCall) -> JSONValue {
        let id = record["id"]?.stringValue ?? ""
        return [
            "id": .string(id), "name": record["name"] ?? "", "links": ["self": .string(call.linkBase + "/roles/" + id)],
        ]
    }

    private static func find(_ id: String, _ transaction: any ReadTransaction) throws -> JSONObject {
        try RoleKind().find(id, in: transaction)
    }

    /// The two roles of a path.
    ///
    /// - Parameter mustExist: whether the first has to imply the second.
    /// - Throws: ``IdentityFault``: 403, 404.
    private static func pair(_ call: IdentityCall, _ action: String, mustExist: Bool) throws -> (prior: JSONObject, implied: JSONObject) {
        try call.authorize(action)
        let (prior, implied) = (call.capture("prior_role_id"), call.capture("implied_role_id"))
        return try call.service.store.read { transaction in
            let roles = (prior: try find(prior, transaction), implied: try find(implied, transaction))
            let exists = try transaction.exists(
                "SELECT 1 FROM identity_implied_roles WHERE prior_role_id = ? AND implied_role_id = ?", [.text(prior), .text(implied)])
            guard exists || !mustExist else { throw IdentityFault.notFound("implied role", implied) }
            return roles
        }
    }

    private static func inference(_ prior: JSONObject, _ implied: JSONObject, _ call: IdentityCall) -> JSONValue {
        [
            "role_inference": ["prior_role": summary(prior, call), "implies": summary(implied, call)],
            "links": [
                "self": .string(
                    call.linkBase + "/roles/\(prior["id"]?.stringValue ?? "")/implies/\(implied["id"]?.stringValue ?? "")")
            ],
        ]
    }

    private static func impliedRecords(of id: String, _ transaction: any ReadTransaction) throws -> [JSONObject] {
        let ids = try transaction.rows(
            "SELECT implied_role_id FROM identity_implied_roles WHERE prior_role_id = ? ORDER BY rowid", [.text(id)]
        ) { $0.text(0) }
        return try ids.compactMap { try RoleKind().existing($0, in: transaction) }
    }

    private static func implied(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_implied_roles")
        let id = call.capture("prior_role_id")
        return try call.service.store.read { transaction in
            let prior = try find(id, transaction)
            let implied = try impliedRecords(of: id, transaction)
            return Response(json: [
                "role_inference": ["prior_role": summary(prior, call), "implies": .array(implied.map { summary($0, call) })],
                "links": ["self": .string(call.linkBase + "/roles/\(id)/implies")],
            ])
        }
    }

    private static func show(_ call: IdentityCall) throws -> Response {
        let (prior, implied) = try pair(call, "get_implied_role", mustExist: true)
        return Response(json: inference(prior, implied, call))
    }

    private static func imply(_ call: IdentityCall) async throws -> Response {
        let (prior, implied) = try pair(call, "create_implied_role", mustExist: false)
        let (priorID, impliedID) = (call.capture("prior_role_id"), call.capture("implied_role_id"))
        if implied["domain_id"]?.stringValue != nil, prior["domain_id"]?.stringValue == nil {
            throw IdentityFault.forbidden("A role of a domain is implied by roles of domains only.")
        }
        guard let name = implied["name"]?.stringValue, !call.settings.prohibitedImpliedRoles.contains(name) else {
            throw IdentityFault.forbidden("The role '\(implied["name"]?.stringValue ?? "")' is not to be implied by others.")
        }
        try await call.service.write { transaction in
            guard priorID != impliedID, try !IdentityDirectory(transaction).expanded([impliedID]).contains(priorID) else {
                throw IdentityFault.forbidden("The role would imply itself.")
            }
            try transaction.execute(
                "INSERT OR IGNORE INTO identity_implied_roles (prior_role_id, implied_role_id) VALUES (?, ?)",
                [.text(priorID), .text(impliedID)])
        }
        return Response(status: .created, json: inference(prior, implied, call))
    }

    private static func forget(_ call: IdentityCall) async throws -> Response {
        _ = try pair(call, "delete_implied_role", mustExist: true)
        let (prior, implied) = (call.capture("prior_role_id"), call.capture("implied_role_id"))
        try await call.service.write { transaction in
            try transaction.execute(
                "DELETE FROM identity_implied_roles WHERE prior_role_id = ? AND implied_role_id = ?", [.text(prior), .text(implied)])
        }
        return .identityEmpty
    }

    private static func inferences(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_role_inference_rules")
        return try call.service.store.read { transaction in
            let priors = try transaction.rows("SELECT prior_role_id FROM identity_implied_roles GROUP BY prior_role_id ORDER BY min(rowid)")
            {
                $0.text(0)
            }
            let rules = try priors.map { id -> JSONValue in
                let prior = try find(id, transaction)
                return [
                    "prior_role": summary(prior, call),
                    "implies": .array(try impliedRecords(of: id, transaction).map { summary($0, call) }),
                ]
            }
            return Response(json: ["role_inferences": .array(rules), "links": ["self": .string(call.linkBase + "/role_inferences")]])
        }
    }
}
