import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/types`: the kinds of volumes that can be asked for.
package enum VolumeTypesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "types", "volume_type", "index") { try index($0) },
        VolumeOperation(.POST, "types", "volume_type", "create", extension: "os-types-manage") { try await create($0) },
        VolumeOperation(.GET, "types/{id}", "volume_type", "show") { try show($0) },
        VolumeOperation(.PUT, "types/{id}", "volume_type", "update", extension: "os-types-manage") { try await update($0) },
        VolumeOperation(.DELETE, "types/{id}", "volume_type", "delete", extension: "os-types-manage") { try await delete($0) },
    ]

    private static func index(_ call: VolumeCall) throws -> Response {
        try call.authorize(.getTypes)
        let parameters = try ListParameters(call.query, maximumPage: call.settings.maximumPage)
        var types = try visible(call)
        try sort(&types, parameters.sort)
        if let marker = parameters.marker {
            guard let position = types.firstIndex(where: { $0.id == marker }) else { throw VolumeFault.notFound("VolumeType", marker) }
            types.removeFirst(position + 1)
        }
        let page = types.dropFirst(parameters.offset).prefix(parameters.limit)
        let view = VolumeTypeView(call)
        var body: JSONObject = ["volume_types": .array(page.map { view.view($0) })]
        if let last = page.last, page.count == parameters.limit {
            let link = ListParameters.nextLink(call.query, path: call.linkBase + "/types", last: last.id)
            body.append("volume_type_links", [["rel": "next", "href": .string(link)]])
        }
        return Response(json: .object(body))
    }

    /// The types that the caller may use and that the query asks for.
    private static func visible(_ call: VolumeCall) throws -> [VolumeTypeRecord] {
        let wanted = try isPublic(call)
        let specs = try extraSpecsFilter(call)
        let name = call.query.first("name")
        return try call.service.store.read { transaction in
            try VolumeTypeTable.all(in: transaction).filter { type in
                if let name, type.name != name { return false }
                if let specs, !specs.allSatisfy({ type.extraSpecs[$0.key] == $0.value }) { return false }
                switch wanted {
                case nil: return true
                case true?:
                    if type.isPublic { return true }
                    return try !call.caller.isAdmin && VolumeTypeTable.hasAccess(call.caller.projectID, to: type.id, in: transaction)
                case false?: return !type.isPublic
                }
            }
        }
    }

    /// Administrators choose; everybody else sees the public types and those opened to the project.
    private static func isPublic(_ call: VolumeCall) throws -> Bool? {
        guard call.caller.isAdmin, let text = call.query.first("is_public") else { return true }
        if text.lowercased() == "none" { return nil }
        guard let flag = BodySchema.boolean(query: text) else {
            throw VolumeFault.badRequest("'is_public' must be a boolean or None, not '\(text)'.")
        }
        return flag
    }

    private static func extraSpecsFilter(_ call: VolumeCall) throws -> JSONObject? {
        guard call.isAtLeast(52), let text = call.query.first("extra_specs") else { return nil }
        let json = (try? JSONValue(parsing: text)) ?? (try? JSONValue(parsing: String(text.map { $0 == "'" ? "\"" : $0 })))
        guard let object = json?.objectValue else { throw VolumeFault.badRequest("'extra_specs' must be a dictionary, not '\(text)'.") }
        return object
    }

    private static func sort(_ types: inout [VolumeTypeRecord], _ keys: [ListParameters.SortKey]) throws {
        // They come oldest first.
        guard let key = keys.first else { return types.reverse() }
        switch key.name {
        case "name": types.sort { $0.name < $1.name }
        case "id": types.sort { $0.id < $1.id }
        case "created_at": break
        case "updated_at": types.sort { ($0.updatedAt ?? $0.createdAt) < ($1.updatedAt ?? $1.createdAt) }
        case "is_public": types.sort { !$0.isPublic && $1.isPublic }
        default: throw VolumeFault.badRequest("Volume types cannot be sorted by '\(key.name)'.")
        }
        if key.isDescending { types.reverse() }
    }

    private static func show(_ call: VolumeCall) throws -> Response {
        try call.authorize(.getType)
        let id = call.capture("id")
        let lookup = VolumeTypeLookup(call.caller)
        let view = VolumeTypeView(call)
        return try call.service.store.read { transaction in
            if id == "default" {
                guard let type = try lookup.defaultType(call.settings, in: transaction) else {
                    throw VolumeFault.notFound("VolumeType", id)
                }
                return Response(json: ["volume_type": view.view(type, hasAccess: false)])
            }
            return Response(json: ["volume_type": view.view(try lookup.require(id: id, in: transaction))])
        }
    }

    private static func create(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.createType)
        let given = try await call.body(.createType)["volume_type"]?.objectValue ?? [:]
        let type = VolumeTypeRecord(
            name: BodySchema.trimmed(given["name"]?.stringValue ?? ""), description: given["description"]?.stringValue,
            isPublic: given["os-volume-type-access:is_public"].flatMap { BodySchema.boolean($0) } ?? true,
            extraSpecs: given["extra_specs"]?.objectValue ?? [:])
        try await call.service.store.write { transaction in
            try refuseTaken(type.name, in: transaction)
            try VolumeTypeTable.insert(type, in: transaction)
        }
        return Response(json: ["volume_type": VolumeTypeView(call).view(type, hasQoS: false)])
    }

    private static func refuseTaken(_ name: String, in transaction: any ReadTransaction) throws {
        guard try VolumeTypeTable.find(name: name, in: transaction) != nil else { return }
        throw VolumeFault.conflict("VolumeTypeExists", "There already is a volume type '\(name)'.")
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.updateType)
        let id = call.capture("id")
        let given = try await call.body(.updateType)["volume_type"]?.objectValue ?? [:]
        let name = given["name"]?.stringValue.map(BodySchema.trimmed)
        let description = given["description"]?.stringValue
        let isPublic = given["is_public"].flatMap { BodySchema.boolean($0) }
        guard name != nil || description != nil || isPublic != nil else {
            throw VolumeFault.badRequest("Nothing is to be changed: name, description and is_public are all missing.")
        }
        if let name, name.isEmpty { throw VolumeFault.badRequest("The name of a volume type must not be blank.") }
        let lookup = VolumeTypeLookup(call.caller)
        let type = try await call.service.store.write { transaction in
            var type = try lookup.require(id: id, in: transaction)
            if let name, name != type.name {
                try refuseTaken(name, in: transaction)
                type.name = name
            }
            if let description { type.description = description }
            if let isPublic { type.isPublic = isPublic }
            try VolumeTypeTable.update(type, in: transaction)
            return type
        }
        return Response(json: ["volume_type": VolumeTypeView(call).view(type, hasQoS: false, hasAccess: false)])
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.deleteType)
        let id = call.capture("id")
        let lookup = VolumeTypeLookup(call.caller)
        let defaultName = call.settings.defaultTypeName
        try await call.service.store.write { transaction in
            let type = try lookup.require(id: id, in: transaction)
            if type.name == VolumeTypeRecord.defaultName || type.name == defaultName {
                throw VolumeFault.badRequest(
                    "The volume type '\(type.name)' is the default and cannot be deleted.", type: "VolumeTypeDeletionError")
            }
            if try VolumeTypeTable.isUsed(id, in: transaction) {
                throw VolumeFault.badRequest("Volumes of the type '\(type.name)' exist.", type: "VolumeTypeInUse")
            }
            try VolumeTypeTable.delete(id, in: transaction)
        }
        return .volumeEmpty(.accepted)
    }
}
