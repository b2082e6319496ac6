package import JSONCodec

/// Shows volume types as one request may see them.
package struct VolumeTypeView: Sendable {
    private let seesAllSpecs: Bool
    private let seesQoS: Bool
    private let seesSpecs: Bool
    private let seesAccess: Bool

    /// Extra specifications that say something to users.
    private static let visibleSpecs: Set<String> = ["multiattach", "RESKEY:availability_zones", "replication_enabled"]

    package init(_ call: VolumeCall) {
        seesAllSpecs = call.allows(.seeAllExtraSpecs)
        seesQoS = call.allows(.seeQoSSpecs)
        seesSpecs = call.allows(.seeExtraSpecs)
        seesAccess = call.allows(.seeTypeAccess)
    }

    package func specs(_ type: VolumeTypeRecord) -> JSONObject {
        if seesAllSpecs { return type.extraSpecs }
        return JSONObject(type.extraSpecs.filter { Self.visibleSpecs.contains($0.key) }.map { ($0.key, $0.value) })
    }

    /// - Parameters:
    ///   - hasQoS: whether the identity of QoS specifications belongs to this answer.
    ///   - hasAccess: whether the attribute of the access extension belongs to it.
    package func view(_ type: VolumeTypeRecord, hasQoS: Bool = true, hasAccess: Bool = true) -> JSONValue {
        var object: JSONObject = [
            "id": .string(type.id), "name": .string(type.name), "is_public": .bool(type.isPublic),
            "description": JSONValue(type.description),
        ]
        if seesSpecs { object.append("extra_specs", .object(specs(type))) }
        if hasQoS, seesQoS { object.append("qos_specs_id", .null) }
        if hasAccess, seesAccess { object.append("os-volume-type-access:is_public", .bool(type.isPublic)) }
        return .object(object)
    }
}
