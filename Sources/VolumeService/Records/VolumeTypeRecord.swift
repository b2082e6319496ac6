package import HTTPApplication
package import JSONCodec
package import Persistence

/// One volume type: a row of `volume_types`.
package struct VolumeTypeRecord: Sendable {
    /// The type that is always there.
    package static let defaultName = "__DEFAULT__"

    package var id: String
    package var name: String
    package var description: String?
    package var isPublic: Bool
    package var extraSpecs: JSONObject
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?

    package static let columns = "t.id, t.name, t.description, t.is_public, t.extra_specs, t.created_at, t.updated_at"

    package init(_ row: borrowing Row) throws {
        id = row.text(0)
        name = row.text(1)
        description = row.optionalText(2)
        isPublic = row.bool(3)
        extraSpecs = try row.json(4).objectValue ?? [:]
        createdAt = Timestamp(microseconds: row.int(5))
        updatedAt = row.optionalInt(6).map(Timestamp.init(microseconds:))
    }

    package init(name: String, description: String?, isPublic: Bool, extraSpecs: JSONObject) {
        id = UUIDText.make()
        self.name = name
        self.description = description
        self.isPublic = isPublic
        self.extraSpecs = extraSpecs
        createdAt = .now()
    }

    /// Whether volumes of this type may be attached more than once.
    package var allowsMultiattach: Bool { extraSpecs["multiattach"]?.stringValue == "<is> True" }
}
