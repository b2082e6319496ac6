import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/types/{id}/extra_specs`: what a type asks of the pools that hold its volumes.
package enum ExtraSpecsController {
    private static let alias = "os-types-extra-specs"

    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "types/{id}/extra_specs", "extra_spec", "index", extension: alias) { try index($0) },
        VolumeOperation(.POST, "types/{id}/extra_specs", "extra_spec", "create", extension: alias) { try await create($0) },
        VolumeOperation(.GET, "types/{id}/extra_specs/{key}", "extra_spec", "show", extension: alias) { try show($0) },
        VolumeOperation(.PUT, "types/{id}/extra_specs/{key}", "extra_spec", "update", extension: alias) { try await update($0) },
        VolumeOperation(.DELETE, "types/{id}/extra_specs/{key}", "extra_spec", "delete", extension: alias) { try await delete($0) },
    ]

    private static func specs(_ call: VolumeCall, for rule: VolumeRule) throws -> JSONObject {
        try call.authorize(rule)
        let lookup = VolumeTypeLookup(call.caller)
        let type = try call.service.store.read { try lookup.require(id: call.capture("id"), in: $0) }
        return VolumeTypeView(call).specs(type)
    }

    private static func index(_ call: VolumeCall) throws -> Response {
        Response(json: ["extra_specs": .object(try specs(call, for: .listExtraSpecs))])
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        let key = call.capture("key")
        guard let value = try specs(call, for: .getExtraSpec)[key] else { throw missing(key, call) }
        return Response(json: .object(JSONObject([(key, value)])))
    }

    private static func missing(_ key: String, _ call: VolumeCall) -> VolumeFault {
        VolumeFault(.notFound, type: "VolumeTypeExtraSpecsNotFound", "The volume type \(call.capture("id")) has no extra spec '\(key)'.")
    }

    private static func create(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.createExtraSpecs)
        let given = try await call.body(.extraSpecs)["extra_specs"]?.objectValue ?? [:]
        try await change(call) { specs in
            for member in given { specs[member.key] = member.value }
        }
        return Response(json: ["extra_specs": .object(given)])
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.updateExtraSpec)
        let key = call.capture("key")
        let given = try await call.body(.extraSpec)
        guard let value = given[key] else { throw VolumeFault.badRequest("The body does not carry the key '\(key)' that the URL names.") }
        try await change(call) { $0[key] = value }
        return Response(json: .object(given))
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.deleteExtraSpec)
        let key = call.capture("key")
        let fault = missing(key, call)
        try await change(call) { specs in
            if specs.removeValue(forKey: key) == nil { throw fault }
        }
        return .volumeEmpty(.accepted, contentType: "application/json")
    }

    private static func change(_ call: VolumeCall, _ body: @escaping @Sendable (inout JSONObject) throws -> Void) async throws {
        let id = call.capture("id")
        let lookup = VolumeTypeLookup(call.caller)
        try await call.service.store.write { transaction in
            var type = try lookup.require(id: id, in: transaction)
            try body(&type.extraSpecs)
            try VolumeTypeTable.update(type, in: transaction)
        }
    }
}
