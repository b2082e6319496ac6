import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/users/{id}/application_credentials` and the access rules that they name.
enum ApplicationCredentialsController {
    private static let path = "users/{user_id}/application_credentials"
    private static let rulesPath = "users/{user_id}/access_rules"
    private static let linkPath = "/application_credentials"
    private static let table = IdentityTables.applicationCredentials

    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, path, "application_credential", "index") { try list($0) },
        IdentityOperation(.POST, path, "application_credential", "create") { try await create($0) },
        IdentityOperation(.GET, path + "/{application_credential_id}", "application_credential", "show") { call in
            try examine(call, "get_application_credential")
            return call.item("application_credential", try find(call, in: call.service), path: linkPath)
        },
        IdentityOperation(.DELETE, path + "/{application_credential_id}", "application_credential", "delete") { try await delete($0) },
        IdentityOperation(.GET, rulesPath, "access_rule", "index") { try rules($0) },
        IdentityOperation(.GET, rulesPath + "/{access_rule_id}", "access_rule", "show") { call in
            try examine(call, "get_access_rule")
            return call.item("access_rule", try rule(call, in: call.service.store), path: "/access_rules")
        },
        IdentityOperation(.DELETE, rulesPath + "/{access_rule_id}", "access_rule", "delete") { try await deleteRule($0) },
    ]

    /// - Throws: ``IdentityFault``: 403, 404.
    private static func examine(_ call: IdentityCall, _ action: String) throws {
        let id = call.capture("user_id")
        try call.authorize(action, ["user": ["id": .string(id)]])
        // What delegations would make outlives them; application credentials themselves have a rule of their own.
        if try call.token?.contents.methods.contains("application_credential") != true { try call.refuseDelegation() }
        guard try call.service.read({ try $0.user(id: id) }) != nil else { throw IdentityFault.notFound("user", id) }
    }

    private static func find(_ call: IdentityCall, in service: IdentityService) throws -> JSONObject {
        let id = call.capture("application_credential_id")
        let record = try service.store.read { try table.record(id, in: $0) }
        guard let record, record["user_id"]?.stringValue == call.capture("user_id") else {
            throw IdentityFault.notFound("application credential", id)
        }
        return record
    }

    private static func list(_ call: IdentityCall) throws -> Response {
        try examine(call, "list_application_credentials")
        let condition = SQLCondition("user_id = ?", [.text(call.capture("user_id"))])
        let records = try call.service.store.read { try table.records(where: condition, in: $0) }
        let query = try IdentityListQuery(call, table.definition)
        return call.list(
            "application_credentials", records.filter { query.accepts($0, table.definition) }, path: linkPath)
    }

    // MARK: Creation

    private static func create(_ call: IdentityCall) async throws -> Response {
        let userID = call.capture("user_id")
        try examine(call, "create_application_credential")
        let (service, given) = (call.service, try await call.body("application_credential"))
        guard let token = try call.token, let project = token.project, token.user.id == userID else {
            throw IdentityFault.forbidden("Application credentials are made by their user with a token of a project.")
        }
        try refuseRestricted(token)
        var record = try newRecord(given)
        let secret = given["secret"]?.stringValue ?? SecretText.make(bytes: 64)
        record["id"] = .string(UUIDText.makeHex())
        record["user_id"] = .string(userID)
        record["project_id"] = .string(project.id)
        record["system"] = .null
        let roles = try roles(given["roles"], token, service)
        record["roles"] = .array(roles)
        let rules = try AccessRules.parse(given["access_rules"])
        let (fixed, hash) = (record, try await service.hasher.hash(secret))
        do {
            record = try await service.write { transaction in
                var record = fixed
                if let rules {
                    let stored = try rules.map { try AccessRules.store($0, userID, in: transaction) }
                    record["access_rules"] = .array(stored.map { .object($0) })
                }
                try table.insert(record, extra: [.text(hash)], in: transaction)
                return record
            }
        } catch let error as StoreError where error.isUniqueViolation {
            throw IdentityFault.conflict("application credential", "the user has one with the same name already")
        }
        record["secret"] = .string(secret)
        return call.item("application_credential", record, path: linkPath, isNew: true)
    }

    private static func newRecord(_ given: JSONObject) throws -> JSONObject {
        var allowed = given
        allowed.removeValue(forKey: "secret")
        allowed.removeValue(forKey: "roles")
        allowed.removeValue(forKey: "access_rules")
        if let secret = given["secret"], !secret.isNull, secret.stringValue == nil {
            throw IdentityFault.invalid("secret", "a string is expected")
        }
        var record = try ApplicationCredentialKind().newRecord(allowed)
        if let text = record["expires_at"]?.stringValue {
            guard let time = Timestamp(identityTime: text), time > .now() else {
                throw IdentityFault.invalid("expires_at", "'\(text)' is no time to come")
            }
            record["expires_at"] = .string(time.fractional)
        }
        return record
    }

    /// A token of an application credential makes others only when that is unrestricted.
    private static func refuseRestricted(_ token: ResolvedToken) throws {
        guard let credential = token.applicationCredential, !credential.isUnrestricted else { return }
        throw IdentityFault.forbidden("A restricted application credential cannot manage application credentials.")
    }

    /// The roles that the credential has: those named, else all of the token.
    ///
    /// - Throws: ``IdentityFault``, 400, for a role that the token does not have.
    private static func roles(_ given: JSONValue?, _ token: ResolvedToken, _ service: IdentityService) throws -> [JSONValue] {
        var ids = token.roles.map(\.id)
        if let given, !given.isNull, given != [] {
            guard let named = given.arrayValue else { throw IdentityFault.invalid("roles", "a list is expected") }
            let wanted = try named.map { role -> String in
                let found = token.roles.first { $0.isMeant(by: role) }
                guard let found else { throw IdentityFault.badRequest("The token has no role \(role).") }
                return found.id
            }
            ids = try service.read { try $0.rolesWithImplied(wanted) }.map(\.id)
        }
        return try service.store.read { transaction in
            try ids.compactMap { id in
                try IdentityTables.roles.record(id, in: transaction).map { role in
                    .object([
                        "id": .string(id), "name": role["name"] ?? "", "domain_id": role["domain_id"] ?? .null,
                        "description": role["description"] ?? .null, "options": role["options"] ?? [:],
                    ])
                }
            }
        }
    }

    private static func delete(_ call: IdentityCall) async throws -> Response {
        try examine(call, "delete_application_credential")
        if let token = try call.token { try refuseRestricted(token) }
        let id = try find(call, in: call.service)["id"]?.stringValue ?? ""
        try await call.service.write { _ = try table.delete(id, in: $0) }
        return .identityEmpty
    }

    // MARK: Access rules

    private static func rules(_ call: IdentityCall) throws -> Response {
        try examine(call, "list_access_rules")
        let condition = SQLCondition("user_id = ?", [.text(call.capture("user_id"))])
        let records = try call.service.store.read { try IdentityTables.accessRules.records(where: condition, in: $0) }
        let query = try IdentityListQuery(call, IdentityDefinitions.accessRule)
        return call.list("access_rules", records.filter { query.accepts($0, IdentityDefinitions.accessRule) }, path: "/access_rules")
    }

    private static func rule(_ call: IdentityCall, in store: any Store) throws -> JSONObject {
        let id = call.capture("access_rule_id")
        let scope = SQLCondition("user_id = ?", [.text(call.capture("user_id"))])
        guard let record = try store.read({ try IdentityTables.accessRules.record(id, scope: scope, in: $0) }) else {
            throw IdentityFault.notFound("access rule", id)
        }
        return record
    }

    private static func deleteRule(_ call: IdentityCall) async throws -> Response {
        try examine(call, "delete_access_rule")
        let id = try rule(call, in: call.service.store)["id"]?.stringValue ?? ""
        let condition = SQLCondition("user_id = ?", [.text(call.capture("user_id"))])
        try await call.service.write { transaction in
            let isUsed = try table.records(where: condition, in: transaction).contains { credential in
                credential["access_rules"]?.arrayValue?.contains { $0["id"]?.stringValue == id } ?? false
            }
            guard !isUsed else { throw IdentityFault.forbidden("An application credential goes by this access rule.") }
            try IdentityTables.accessRules.delete(id, in: transaction)
        }
        return .identityEmpty
    }
}

/// The checks of an application credential's body.
private struct ApplicationCredentialKind: ResourceKind {
    let table = IdentityTables.applicationCredentials
    let keepsExtra = false
}
