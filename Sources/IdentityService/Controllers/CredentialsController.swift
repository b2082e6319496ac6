import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/credentials`, and the EC2 keys among them under the paths of OS-EC2.
enum CredentialsController {
    private static let path = "users/{user_id}/credentials/OS-EC2"

    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, "credentials", "credential", "index") { call in
            // Everybody may ask for a list; it holds what the caller may see.
            _ = try call.caller
            let kind = CredentialKind(service: call.service)
            let query = try IdentityListQuery(call, kind.definition)
            let (records, marker) = try query.run(kind, scope: kind.scope(call), call.service)
            return call.list("credentials", try records.map { try kind.view($0, call.service) }, marker: marker)
        },
        IdentityOperation(.POST, "credentials", "credential", "create") { try await CredentialKind(service: $0.service).create($0) },
        IdentityOperation(.GET, "credentials/{credential_id}", "credential", "show") { call in
            let (kind, id) = (CredentialKind(service: call.service), call.capture("credential_id"))
            try refuseDelegation(call, kind, id)
            return try kind.show(call, id)
        },
        IdentityOperation(.PATCH, "credentials/{credential_id}", "credential", "update") { call in
            try await CredentialKind(service: call.service).update(call, call.capture("credential_id"))
        },
        IdentityOperation(.DELETE, "credentials/{credential_id}", "credential", "delete") { call in
            let (kind, id) = (CredentialKind(service: call.service), call.capture("credential_id"))
            try refuseDelegation(call, kind, id)
            return try await kind.delete(call, id)
        },
        IdentityOperation(.GET, path, "ec2_credential", "index") { try list($0) },
        IdentityOperation(.POST, path, "ec2_credential", "create") { try await create($0) },
        IdentityOperation(.GET, path + "/{credential_id}", "ec2_credential", "show") { call in
            let credential = try find(call, "ec2_get_credential")
            return Response(json: ["credential": .object(credential.view(linkBase: call.linkBase))])
        },
        IdentityOperation(.DELETE, path + "/{credential_id}", "ec2_credential", "delete") { call in
            let id = EC2Credential.id(access: try find(call, "ec2_delete_credential").access)
            try await call.service.write { _ = try IdentityTables.credentials.delete(id, in: $0) }
            return .identityEmpty
        },
    ]

    private static func target(_ call: IdentityCall) -> JSONObject { ["credential": ["user_id": .string(call.capture("user_id"))]] }

    private static func refuseDelegation(_ call: IdentityCall, _ kind: CredentialKind, _ id: String) throws {
        let record = try call.service.store.read { try kind.existing(id, in: $0) }
        try kind.refuseDelegation(record?["type"]?.stringValue, call)
    }

    private static func refuseUnknownUser(_ call: IdentityCall) throws {
        let id = call.capture("user_id")
        guard try call.service.read({ try $0.user(id: id) }) != nil else { throw IdentityFault.notFound("user", id) }
    }

    private static func find(_ call: IdentityCall, _ action: String) throws -> EC2Credential {
        try call.authorize(action, target(call))
        try call.refuseDelegation()
        try refuseUnknownUser(call)
        let access = call.capture("credential_id")
        let kind = CredentialKind(service: call.service)
        let found = try call.service.store.read { transaction -> EC2Credential? in
            guard let record = try kind.existing(EC2Credential.id(access: access), in: transaction),
                record["user_id"]?.stringValue == call.capture("user_id")
            else { return nil }
            return EC2Credential(record, blob: try kind.blob(of: record, in: transaction))
        }
        guard let found else { throw IdentityFault.notFound("ec2 credential", access) }
        return found
    }

    private static func list(_ call: IdentityCall) throws -> Response {
        try call.authorize("ec2_list_credentials", target(call))
        try call.refuseDelegation()
        try refuseUnknownUser(call)
        let kind = CredentialKind(service: call.service)
        let credentials = try call.service.store.read { transaction in
            let condition = SQLCondition("user_id = ? AND type = ?", [.text(call.capture("user_id")), .text(EC2Credential.type)])
            return try kind.table.records(where: condition, in: transaction).compactMap { record in
                EC2Credential(record, blob: try kind.blob(of: record, in: transaction))
            }
        }
        return call.list("credentials", credentials.map { $0.view(linkBase: call.linkBase) })
    }

    private static func create(_ call: IdentityCall) async throws -> Response {
        try call.authorize("ec2_create_credential", target(call))
        try call.refuseDelegation()
        try refuseUnknownUser(call)
        guard let project = try await call.body()["tenant_id"]?.stringValue else {
            throw IdentityFault.invalid("tenant_id", "it is required")
        }
        let (user, service) = (call.capture("user_id"), call.service)
        guard try service.read({ try $0.project(id: project) }) != nil else { throw IdentityFault.notFound("project", project) }
        guard try call.caller.isAdmin || service.read({ try $0.hasRoles(user: user, on: .project(project)) }) else {
            throw IdentityFault.forbidden("The user has no role on the project.")
        }
        let credential = EC2Credential(
            access: UUIDText.makeHex(), secret: UUIDText.makeHex(), userID: user, projectID: project, trustID: nil)
        let kind = CredentialKind(service: service)
        let record: JSONObject = [
            "id": .string(EC2Credential.id(access: credential.access)), "type": .string(EC2Credential.type), "user_id": .string(user),
            "project_id": .string(project), "blob": .string(credential.blob),
        ]
        try await service.write { try kind.table.insert(record, extra: try kind.columns(of: record), in: $0) }
        return Response(status: .created, json: ["credential": .object(credential.view(linkBase: call.linkBase))])
    }
}
