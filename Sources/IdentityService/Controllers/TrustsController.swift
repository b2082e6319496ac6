import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/OS-TRUST/trusts`: what users let others do in their name.
enum TrustsController {
    private static let path = "OS-TRUST/trusts"
    private static let item = path + "/{trust_id}"
    private static let table = IdentityTables.trusts

    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, path, "trust", "index") { try list($0) },
        IdentityOperation(.POST, path, "trust", "create") { try await create($0) },
        IdentityOperation(.GET, item, "trust", "show") { call in
            call.item("trust", try view(try find(call, "get_trust"), call), path: "/" + path)
        },
        IdentityOperation(.DELETE, item, "trust", "delete") { try await delete($0) },
        IdentityOperation(.GET, item + "/roles", "trust_role", "index") { call in
            let roles = try view(try find(call, "list_roles_for_trust"), call)["roles"]?.arrayValue ?? []
            return call.list("roles", roles.compactMap(\.objectValue))
        },
        IdentityOperation(.GET, item + "/roles/{role_id}", "trust_role", "show") { call in
            let id = call.capture("role_id")
            let roles = try view(try find(call, "get_role_for_trust"), call)["roles"]?.arrayValue ?? []
            guard let role = roles.first(where: { $0["id"]?.stringValue == id })?.objectValue else {
                throw IdentityFault.notFound("role of the trust", id)
            }
            return call.item("role", role, path: "/roles")
        },
    ]

    private static func target(_ trust: TrustRecord) -> JSONObject {
        ["trust": ["trustor_user_id": .string(trust.trustorID), "trustee_user_id": .string(trust.trusteeID)]]
    }

    private static func find(_ call: IdentityCall, _ action: String) throws -> TrustRecord {
        let id = call.capture("trust_id")
        let trust = try call.service.read { try $0.trust(id: id) }.flatMap { $0.isDeleted || $0.isOver ? nil : $0 }
        // Unlike elsewhere, everybody with a token is told that a trust is not there.
        _ = try call.caller
        guard let trust else { throw IdentityFault.notFound("trust", id) }
        try call.authorize(action, target(trust))
        try call.refuseDelegatedTrustee()
        return trust
    }

    /// The trust with its roles written out.
    private static func view(_ trust: TrustRecord, _ call: IdentityCall) throws -> JSONObject {
        var view = summary(trust)
        view["roles"] = .array(
            try call.service.store.read { transaction in
                try trust.roleIDs.compactMap { id in
                    try RoleKind().existing(id, in: transaction).map { role in
                        var role = RoleKind().unfolded(role)
                        role["links"] = ["self": .string(call.linkBase + "/roles/" + id)]
                        return .object(role)
                    }
                }
            })
        view["roles_links"] = ["next": .null, "self": .string(call.linkBase + "/\(path)/\(trust.id)/roles"), "previous": .null]
        return view
    }

    /// The trust as lists show it.
    private static func summary(_ trust: TrustRecord) -> JSONObject {
        var view = JSONObject()
        for member in trust.document where member.key != "roles" && member.key != "extra" { view.append(member.key, member.value) }
        return view
    }

    private static func list(_ call: IdentityCall) throws -> Response {
        let (trustor, trustee) = (call.query.first("trustor_user_id"), call.query.first("trustee_user_id"))
        let target: JSONObject = [
            "trust": [
                "trustor_user_id": JSONValue(trustor), "trustee_user_id": JSONValue(trustee),
            ]
        ]
        if trustor == nil, trustee == nil { try call.authorize("list_trusts") }
        if trustor != nil { try call.authorize("list_trusts_for_trustor", target) }
        if trustee != nil { try call.authorize("list_trusts_for_trustee", target) }
        try call.refuseDelegatedTrustee()
        var conditions: [SQLCondition] = []
        if let trustor { conditions.append(SQLCondition("trustor_user_id = ?", [.text(trustor)])) }
        if let trustee { conditions.append(SQLCondition("trustee_user_id = ?", [.text(trustee)])) }
        let condition = SQLCondition(
            (["1"] + conditions.map(\.sql)).joined(separator: " AND "), conditions.flatMap(\.arguments))
        let trusts = try call.service.store.read { try table.records(where: condition, in: $0) }.map { TrustRecord($0) }
        return call.list("trusts", trusts.filter { !$0.isDeleted && !$0.isOver }.map(summary), path: "/" + path)
    }

    private static func create(_ call: IdentityCall) async throws -> Response {
        var given = try await call.body("trust")
        let caller = try call.caller
        try call.authorize("create_trust", ["trust": ["trustor_user_id": given["trustor_user_id"] ?? .null]])
        try call.refuseDelegatedTrustee()
        guard given["trustor_user_id"]?.stringValue == caller.userID else {
            throw IdentityFault.forbidden("A trust is made by its trustor.")
        }
        if let token = try call.token, token.applicationCredential.map({ !$0.isUnrestricted }) ?? false || token.trust != nil {
            throw IdentityFault.forbidden("A token of a restricted application credential or of a trust makes no trusts.")
        }
        if let text = given["expires_at"]?.stringValue {
            guard let time = Timestamp(identityTime: text), time > .now() else {
                throw IdentityFault.invalid("expires_at", "'\(text)' is no time to come")
            }
            given["expires_at"] = .string(time.identityTime)
        }
        var record = try TrustKind().newRecord(given)
        let service = call.service
        record["id"] = .string(UUIDText.makeHex())
        for name in ["redelegated_trust_id", "deleted_at"] { record[name] = .null }
        if record["redelegation_count"] == nil { record["redelegation_count"] = 0 }
        record["roles"] = .array(try service.read { try delegated(record, $0) })
        let fixed = record
        try await service.write { try table.insert(fixed, in: $0) }
        return call.item("trust", try view(TrustRecord(fixed), call), path: "/" + path, isNew: true)
    }

    /// The ids of the roles that a trust names: those the trustor has on the project.
    ///
    /// - Throws: ``IdentityFault``: 400 without a role, 403 for one that the trustor does not have, 404 for a trustee who is not there.
    private static func delegated(_ record: JSONObject, _ directory: IdentityDirectory) throws -> [JSONValue] {
        let trustee = record["trustee_user_id"]?.stringValue ?? ""
        guard try directory.user(id: trustee) != nil else { throw IdentityFault.notFound("user", trustee) }
        guard let named = record["roles"]?.arrayValue else { throw IdentityFault.invalid("roles", "a list is expected") }
        guard let project = record["project_id"]?.stringValue else {
            guard named.isEmpty else { throw IdentityFault.badRequest("A trust with roles is about a project.") }
            return []
        }
        guard try directory.project(id: project) != nil else { throw IdentityFault.notFound("project", project) }
        guard !named.isEmpty else { throw IdentityFault.forbidden("A trust on a project names at least one role.") }
        let held = try directory.effectiveRoles(ofUser: record["trustor_user_id"]?.stringValue ?? "", on: .project(project))
        return try named.map { role in
            let found = held.first { $0.isMeant(by: role) }
            guard let found else { throw IdentityFault.forbidden("The trustor does not have the role \(role).") }
            return ["id": .string(found.id)]
        }
    }

    private static func delete(_ call: IdentityCall) async throws -> Response {
        let trust = try find(call, "delete_trust")
        let service = call.service
        try await service.write { transaction in
            var record = trust.document
            record["deleted_at"] = .string(Timestamp.now().identityTime)
            try table.update(record, in: transaction)
            try service.revoke(RevocationEvent(trustID: trust.id), in: transaction)
        }
        return .identityEmpty
    }
}

/// The checks of a trust's body.
private struct TrustKind: ResourceKind {
    let table = IdentityTables.trusts
    let keepsExtra = false
}

extension TrustRecord {
    /// Whether its time has come.
    var isOver: Bool { expiresAt.map { $0 <= .now() } ?? false }
}
