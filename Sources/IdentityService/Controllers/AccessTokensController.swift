import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/users/{id}/OS-OAUTH1/access_tokens`: what a user granted to consumers.
enum AccessTokensController {
    private static let path = "users/{user_id}/OS-OAUTH1/access_tokens"
    private static let item = path + "/{access_token_id}"

    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, path, "access_token", "index") { call in
            try call.authorize("list_access_tokens")
            try call.refuseDelegation()
            let tokens = try call.service.read { try $0.accessTokens(ofUser: call.capture("user_id")) }
            return call.list("access_tokens", tokens.map { view($0, call) })
        },
        IdentityOperation(.GET, item, "access_token", "show") { call in
            try call.authorize("get_access_token")
            try call.refuseDelegation()
            return Response(json: ["access_token": .object(view(try find(call), call))])
        },
        IdentityOperation(.DELETE, item, "access_token", "delete") { call in
            try call.authorize("delete_access_token")
            try call.refuseDelegation()
            let id = try find(call).id
            // The tokens that it stands behind look it up: with the record they are gone.
            try await call.service.write { try $0.execute("DELETE FROM identity_access_tokens WHERE id = ?", [.text(id)]) }
            return .identityEmpty
        },
        IdentityOperation(.GET, item + "/roles", "access_token_role", "index") { call in
            try call.authorize("list_access_token_roles")
            let token = try find(call)
            let roles = try call.service.store.read { transaction in
                try token.roleIDs.compactMap { try RoleKind().existing($0, in: transaction) }
            }
            return call.list("roles", roles.map(roleView))
        },
        IdentityOperation(.GET, item + "/roles/{role_id}", "access_token_role", "show") { call in
            try call.authorize("get_access_token_role")
            let (token, id) = (try find(call), call.capture("role_id"))
            guard token.roleIDs.contains(id), let role = try call.service.store.read({ try RoleKind().existing(id, in: $0) }) else {
                throw IdentityFault.notFound("role of the access token", id)
            }
            return call.item("role", roleView(role), path: "/roles")
        },
    ]

    /// - Throws: ``IdentityFault``, 404, also for an access token of somebody else.
    private static func find(_ call: IdentityCall) throws -> AccessTokenRecord {
        let id = call.capture("access_token_id")
        guard let token = try call.service.read({ try $0.accessToken(id: id) }), token.userID == call.capture("user_id") else {
            throw IdentityFault.notFound("access token", id)
        }
        return token
    }

    private static func view(_ token: AccessTokenRecord, _ call: IdentityCall) -> JSONObject {
        let address = call.linkBase + "/users/\(token.userID)/OS-OAUTH1/access_tokens/\(token.id)"
        return [
            "id": .string(token.id), "authorizing_user_id": .string(token.userID), "project_id": .string(token.projectID),
            "consumer_id": .string(token.consumerID), "expires_at": token.expiresAt.map { .string($0.identityTime) } ?? .null,
            "links": ["roles": .string(address + "/roles"), "self": .string(address)],
        ]
    }

    /// A role without its description: so keystone shows those of access tokens.
    private static func roleView(_ role: JSONObject) -> JSONObject {
        var view = RoleKind().unfolded(role)
        view.removeValue(forKey: "description")
        return view
    }
}
