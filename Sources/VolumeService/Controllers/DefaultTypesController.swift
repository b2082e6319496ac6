import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/default-types`: the volume types that projects have as their own default, from 3.62 on.
package enum DefaultTypesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "default-types", "default_type", "index", since: 62) { try index($0) },
        VolumeOperation(.GET, "default-types/{id}", "default_type", "show", since: 62) { try show($0) },
        VolumeOperation(.PUT, "default-types/{id}", "default_type", "create_update", since: 62) { try await set($0) },
        VolumeOperation(.DELETE, "default-types/{id}", "default_type", "delete", since: 62) { try await delete($0) },
    ]

    private static func view(project: String, type: String) -> JSONValue {
        ["project_id": .string(project), "volume_type_id": .string(type)]
    }

    private static func index(_ call: VolumeCall) throws -> Response {
        try call.authorize(.listDefaultTypes)
        let rows = try call.service.store.rows("SELECT project_id, volume_type_id FROM volume_default_types ORDER BY project_id") {
            view(project: $0.text(0), type: $0.text(1))
        }
        return Response(json: ["default_types": .array(rows)])
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        let project = call.capture("id")
        try call.authorize(.getDefaultType, project: project)
        guard let type = try call.service.store.read({ try VolumeTypeTable.projectDefault(project, in: $0) }) else {
            throw missing(project)
        }
        return Response(json: ["default_type": view(project: project, type: type)])
    }

    private static func missing(_ project: String) -> VolumeFault {
        VolumeFault(.notFound, type: "VolumeTypeProjectNotFound", "The project \(project) has no default volume type of its own.")
    }

    private static func set(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.setDefaultType)
        let project = call.capture("id")
        let name = try await call.body(.defaultType)["default_type"]?["volume_type"]?.stringValue ?? ""
        let lookup = VolumeTypeLookup(call.caller)
        let type = try await call.service.store.write { transaction in
            let type: VolumeTypeRecord
            do {
                type = try lookup.require(nameOrID: name, in: transaction)
            } catch let fault as VolumeFault {
                throw VolumeFault.badRequest(fault.message)
            }
            try transaction.execute(
                """
                INSERT INTO volume_default_types (project_id, volume_type_id) VALUES (?, ?) \
                ON CONFLICT (project_id) DO UPDATE SET volume_type_id = excluded.volume_type_id
                """, [.text(project), .text(type.id)])
            return type.id
        }
        return Response(json: ["default_type": view(project: project, type: type)])
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.unsetDefaultType)
        let project = call.capture("id")
        try await call.service.store.write { transaction in
            guard try transaction.execute("DELETE FROM volume_default_types WHERE project_id = ?", [.text(project)]) > 0 else {
                throw missing(project)
            }
        }
        return .volumeEmpty(.noContent)
    }
}
