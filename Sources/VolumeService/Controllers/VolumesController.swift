import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import Policy

/// `/volumes`: list, create, show, update, delete.
package enum VolumesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "volumes", "volume", "index") { try list($0, isDetailed: false) },
        VolumeOperation(.POST, "volumes", "volume", "create") { try await create($0) },
        VolumeOperation(.GET, "volumes/detail", "volume", "detail") { try list($0, isDetailed: true) },
        VolumeOperation(.GET, "volumes/summary", "volume", "summary", since: 12) { try summary($0) },
        VolumeOperation(.GET, "volumes/{id}", "volume", "show") { try show($0) },
        VolumeOperation(.PUT, "volumes/{id}", "volume", "update") { try await update($0) },
        VolumeOperation(.DELETE, "volumes/{id}", "volume", "delete") { try await delete($0) },
    ]

    private static func list(_ call: VolumeCall, isDetailed: Bool) throws -> Response {
        try call.authorize(.listVolumes)
        let query = try VolumeListQuery(call)
        let view = VolumeView(call)
        let wantsCount = try call.isAtLeast(45) && flag(call, "with_count")
        var writer = JSONWriter(reservingCapacity: 8192)
        writer.write(raw: "{\"volumes\":[")
        var count = 0
        var last = ""
        var total = 0
        try call.service.store.read { transaction in
            try query.run(VolumeView.columns, in: transaction) { row in
                if count > 0 { writer.write(raw: ",") }
                count += 1
                if isDetailed {
                    try view.write(row, isExtended: true, into: &writer)
                } else {
                    try view.writeSummary(row, into: &writer)
                }
                if count == query.limit { last = row.text(0) }
            }
            if wantsCount { total = try query.totals(in: transaction).count }
        }
        writer.write(raw: "]")
        if count > 0, count == query.limit {
            let path = call.linkBase + (isDetailed ? "/volumes/detail" : "/volumes")
            writer.write(raw: ",\"volumes_links\":[{\"rel\":\"next\",\"href\":")
            writer.write(string: ListParameters.nextLink(call.query, path: path, last: last))
            writer.write(raw: "}]")
        }
        if wantsCount {
            writer.write(raw: ",\"count\":")
            writer.write(integer: total)
        }
        writer.write(raw: "}")
        return Response(jsonBytes: writer.bytes)
    }

    /// A boolean argument of the query; `false` when it is missing.
    private static func flag(_ call: VolumeCall, _ name: String) throws -> Bool {
        guard let text = call.query.first(name) else { return false }
        guard let flag = BodySchema.boolean(query: text) else {
            throw VolumeFault.badRequest("'\(name)' must be a boolean, not '\(text)'.")
        }
        return flag
    }

    private static func create(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.createVolume)
        let creation = try VolumeCreation(await call.body(.createVolume(call.version)), call)
        let view = VolumeView(call)
        let messenger = call.service.messenger
        let context = call.rpcContext
        // The answer is written inside the transaction: a worker may already be at the volume when the commit is through.
        let document = try await call.service.store.write { transaction in
            let record = try creation.perform(messenger, context, in: transaction)
            return try view.document(of: record.id, isExtended: false, in: transaction)
        }
        guard let document else { return FaultWriter.internalError() }
        return Response(status: call.dialect == .v1 ? .ok : .accepted, jsonBytes: document)
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        let id = call.capture("id")
        // The row need not be asked where the answer is the same for every volume that the caller finds.
        let caller = call.caller
        let residue = caller.rules.residue(of: VolumeRule.getVolume.rawValue, caller.credentials)
        if residue != .always, caller.isAdmin || residue != .literal(caller.projectID, .key("project_id")) {
            _ = try call.volume(id, for: .getVolume)
        }
        guard let document = try VolumeView(call).document(of: id, project: caller.isAdmin ? nil : caller.projectID, in: call.service.store)
        else { throw VolumeFault.notFound("Volume", id) }
        return Response(jsonBytes: document)
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        let id = call.capture("id")
        let changes = try await call.body(.updateVolume(call.version))["volume"]?.objectValue ?? [:]
        // An empty change answers the volume as it is.
        if changes.isEmpty { _ = try call.volume(id, for: .updateVolume) } else { try await change(id, changes, call) }
        let view = VolumeView(call)
        guard let document = try call.service.store.read({ try view.document(of: id, isExtended: false, in: $0) }) else {
            throw VolumeFault.notFound("Volume", id)
        }
        return Response(jsonBytes: document)
    }

    private static func change(_ id: String, _ changes: JSONObject, _ call: VolumeCall) async throws {
        try await call.changeVolume(id, for: .updateVolume) { record, _ in
            if let name = changes["name"] ?? changes["display_name"] { record.name = name.stringValue.map(BodySchema.trimmed) }
            if let description = changes["description"] ?? changes["display_description"] {
                record.description = description.stringValue.map(BodySchema.trimmed)
            }
            if let metadata = changes["metadata"]?.objectValue { record.metadata = metadata }
        }
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        let isForced = try call.isAtLeast(23) && flag(call, "force")
        _ = try flag(call, "cascade")
        try await VolumeDeletion(isForced: isForced, rules: isForced ? [.deleteVolume, .forceDeleteVolume] : [.deleteVolume]).perform(call)
        return .volumeEmpty(.accepted)
    }

    private static func summary(_ call: VolumeCall) throws -> Response {
        try call.authorize(.listVolumes)
        let query = try VolumeListQuery(call)
        let (totals, metadata) = try call.service.store.read { transaction in
            (try query.totals(in: transaction), call.isAtLeast(36) ? try query.metadata(in: transaction) : [])
        }
        var summary: JSONObject = ["total_count": .integer(totals.count), "total_size": .integer(totals.size)]
        if call.isAtLeast(36) { summary.append("metadata", .object(collect(metadata))) }
        return Response(json: ["volume-summary": .object(summary)])
    }

    /// Each key with all of its values.
    private static func collect(_ metadata: [JSONObject]) -> JSONObject {
        var values: [String: [String]] = [:]
        var order: [String] = []
        for member in metadata.joined() {
            let value = member.value.stringValue ?? ""
            if values[member.key] == nil { order.append(member.key) }
            if values[member.key]?.contains(value) != true { values[member.key, default: []].append(value) }
        }
        return JSONObject(order.map { ($0, .array((values[$0] ?? []).map(JSONValue.string))) })
    }
}
