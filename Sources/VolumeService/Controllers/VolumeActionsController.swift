import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `POST /volumes/{id}/action`: the only member of the body names the action.
package enum VolumeActionsController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.POST, "volumes/{id}/action", "volume", "action", extension: "os-volume-actions") { try await perform($0) }
    ]

    /// The actions that there are.
    package static let names: [String] = actions.keys.sorted()

    private typealias Action = @Sendable (VolumeCall, JSONObject) async throws -> Response

    private static let actions: [String: Action] = [
        "os-extend": { try await extend($0, $1) },
        "os-reset_status": { try await resetStatus($0, $1) },
        "os-force_delete": { try await forceDelete($0, $1) },
        "os-set_bootable": { try await setBootable($0, $1) },
        "os-update_readonly_flag": { try await updateReadonlyFlag($0, $1) },
        "os-reserve": { try await reserve($0, $1) },
        "os-unreserve": { try await unreserve($0, $1) },
        "os-set_image_metadata": { try await setImageMetadata($0, $1) },
        "os-unset_image_metadata": { try await unsetImageMetadata($0, $1) },
        "os-show_image_metadata": { try showImageMetadata($0, $1) },
    ]

    private static func perform(_ call: VolumeCall) async throws -> Response {
        let body = try await call.body()
        guard let name = body.keys.first(where: { actions[$0] != nil }), let action = actions[name] else {
            throw VolumeFault.badRequest("There is no action '\(body.keys.first ?? "")'.", type: "MalformedRequestBody")
        }
        return try await action(call, body)
    }

    private static let accepted = Response.volumeEmpty(.accepted, contentType: "application/json")

    private static func extend(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.extend.validate(.object(body))
        let size = body["os-extend"]?["new_size"].flatMap(BodySchema.integer) ?? 0
        let ledger = call.service.ledger
        let messenger = call.service.messenger
        let context = call.rpcContext
        let caller = call.caller
        try await call.changeVolume(call.capture("id"), for: .extend) { record, transaction in
            if record.status == VolumeStatus.inUse.rawValue { try caller.require(.extendAttached, record.target) }
            let transition = VolumeTransition.extend
            guard transition.allows(record) else { throw transition.refusal(of: record) }
            guard size > record.size else {
                throw VolumeFault.badRequest(
                    "The new size must be greater than the present one: \(size) is not greater than \(record.size).")
            }
            try ledger.reserveGrowth(of: record, to: size, in: transaction)
            record.status = transition.target.rawValue
            record.newSize = size
            let extending = record
            transaction.afterCommit { messenger.extend(extending, to: size, context: context) }
        }
        return accepted
    }

    private static func resetStatus(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.resetStatus.validate(.object(body))
        let values = body["os-reset_status"]?.objectValue ?? [:]
        let ledger = call.service.ledger
        try await call.changeVolume(call.capture("id"), for: .resetStatus) { record, transaction in
            if let status = values["status"]?.stringValue {
                record.status = status
                // Nothing will complete an extension that is reset.
                if let size = record.newSize, status != VolumeStatus.extending.rawValue {
                    try ledger.cancelGrowth(of: record, to: size, in: transaction)
                    record.newSize = nil
                }
            }
            if let status = values["attach_status"]?.stringValue { record.attachStatus = status }
            if let status = values["migration_status"]?.stringValue {
                record.migrationStatus = status == MigrationStatus.none.rawValue ? nil : status
            }
        }
        return accepted
    }

    private static func forceDelete(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.bareAction("os-force_delete").validate(.object(body))
        try await VolumeDeletion(isForced: true, rules: [.forceDelete]).perform(call)
        return accepted
    }

    private static func setBootable(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.setBootable.validate(.object(body))
        let isBootable = body["os-set_bootable"]?["bootable"].flatMap { BodySchema.boolean($0) } ?? false
        try await call.changeVolume(call.capture("id"), for: .updateVolume) { record, _ in record.isBootable = isBootable }
        return .volumeEmpty(.ok, contentType: "application/json")
    }

    private static func updateReadonlyFlag(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.updateReadonlyFlag.validate(.object(body))
        let isReadonly = body["os-update_readonly_flag"]?["readonly"].flatMap { BodySchema.boolean($0) } ?? false
        try await call.changeVolume(call.capture("id"), for: .updateReadonlyFlag) { record, _ in
            guard VolumeTransition.updateReadonlyFlag.allows(record) else { throw VolumeTransition.updateReadonlyFlag.refusal(of: record) }
            record.adminMetadata["readonly"] = isReadonly ? "True" : "False"
        }
        return accepted
    }

    private static func reserve(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try await move(call, body, "os-reserve", .reserve, for: .reserve)
    }

    /// Taking a reservation back where there is none changes nothing and is no failure.
    private static func unreserve(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try await move(call, body, "os-unreserve", .unreserve, for: .unreserve, isLenient: true)
    }

    private static func move(
        _ call: VolumeCall, _ body: JSONObject, _ name: String, _ transition: VolumeTransition, for rule: VolumeRule,
        isLenient: Bool = false
    ) async throws -> Response {
        try BodySchema.bareAction(name).validate(.object(body))
        try await call.changeVolume(call.capture("id"), for: rule) { record, _ in
            if transition.allows(record) {
                record.status = transition.target.rawValue
            } else if !isLenient {
                throw transition.refusal(of: record)
            }
        }
        return accepted
    }

    private static func setImageMetadata(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.setImageMetadata.validate(.object(body))
        let metadata = body["os-set_image_metadata"]?["metadata"]?.objectValue ?? [:]
        let merged = try await call.changeVolume(call.capture("id"), for: .setImageMetadata) { record, _ in
            for member in metadata { record.imageMetadata[member.key] = member.value }
            return record.imageMetadata
        }
        return Response(json: ["metadata": .object(merged)])
    }

    private static func unsetImageMetadata(_ call: VolumeCall, _ body: JSONObject) async throws -> Response {
        try BodySchema.unsetImageMetadata.validate(.object(body))
        let key = body["os-unset_image_metadata"]?["key"]?.stringValue ?? ""
        try await call.changeVolume(call.capture("id"), for: .removeImageMetadata) { record, _ in
            guard record.imageMetadata.removeValue(forKey: key) != nil else {
                throw VolumeFault(.notFound, type: "GlanceMetadataNotFound", "The volume \(record.id) has no image metadata '\(key)'.")
            }
        }
        return .volumeEmpty(.ok)
    }

    private static func showImageMetadata(_ call: VolumeCall, _ body: JSONObject) throws -> Response {
        Response(json: ["metadata": .object(try call.volume(call.capture("id"), for: .getMetadata).imageMetadata)])
    }
}
