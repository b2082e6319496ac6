import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Which projects may use a private volume type.
package enum TypeAccessController {
    private static let alias = "os-volume-type-access"

    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "types/{id}/os-volume-type-access", "volume_type_access", "index", extension: alias) { try index($0) },
        VolumeOperation(.POST, "types/{id}/action", "volume_type", "action", extension: alias) { try await perform($0) },
    ]

    private static func index(_ call: VolumeCall) throws -> Response {
        try call.authorize(.listTypeAccess)
        let id = call.capture("id")
        let lookup = VolumeTypeLookup(call.caller)
        let projects = try call.service.store.read { transaction in
            let type = try lookup.require(id: id, in: transaction)
            guard !type.isPublic else {
                throw VolumeFault(
                    .notFound, type: "VolumeTypeAccessNotFound", "The volume type '\(type.name)' is public and has no access list.")
            }
            return try VolumeTypeTable.projects(of: id, in: transaction)
        }
        let entries = projects.map { JSONValue.object(["volume_type_id": .string(id), "project_id": .string($0)]) }
        return Response(json: ["volume_type_access": .array(entries)])
    }

    private static func perform(_ call: VolumeCall) async throws -> Response {
        let body = try await call.body()
        let name = body.keys.first { $0 == "addProjectAccess" || $0 == "removeProjectAccess" }
        guard let name else { throw VolumeFault.badRequest("There is no action '\(body.keys.first ?? "")'.", type: "MalformedRequestBody") }
        let isAddition = name == "addProjectAccess"
        try call.authorize(isAddition ? .addTypeAccess : .removeTypeAccess)
        try BodySchema.projectAccess(name).validate(.object(body))
        let project = body[name]?["project"]?.stringValue ?? ""
        let id = call.capture("id")
        let lookup = VolumeTypeLookup(call.caller)
        try await call.service.store.write { transaction in
            let type = try lookup.require(id: id, in: transaction)
            guard !type.isPublic else { throw VolumeFault.badRequest("The volume type '\(type.name)' is public: everybody has access.") }
            if isAddition { try add(project, to: type, in: transaction) } else { try remove(project, from: type, in: transaction) }
        }
        return .volumeEmpty(.accepted, contentType: "application/json")
    }

    private static func add(_ project: String, to type: VolumeTypeRecord, in transaction: any WriteTransaction) throws {
        guard try !VolumeTypeTable.hasAccess(project, to: type.id, in: transaction) else {
            throw VolumeFault.conflict(
                "VolumeTypeAccessExists", "The project \(project) already has access to the volume type '\(type.name)'.")
        }
        try transaction.execute(
            "INSERT INTO volume_type_projects (volume_type_id, project_id) VALUES (?, ?)", [.text(type.id), .text(project)])
    }

    private static func remove(_ project: String, from type: VolumeTypeRecord, in transaction: any WriteTransaction) throws {
        let count = try transaction.execute(
            "DELETE FROM volume_type_projects WHERE volume_type_id = ? AND project_id = ?", [.text(type.id), .text(project)])
        guard count > 0 else {
            throw VolumeFault(
                .notFound, type: "VolumeTypeAccessNotFound", "The project \(project) has no access to the volume type '\(type.name)'.")
        }
    }
}
