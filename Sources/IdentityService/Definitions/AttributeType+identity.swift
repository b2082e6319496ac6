import APIResources
import JSONCodec
import Persistence

extension AttributeType {
    /// JSON's own truths; no words for them.
    static let identityFlag = AttributeType("boolean", .values([true, false]), column: .integer)
    static let identityText = AttributeType("string or null", .nullOr(.string(max: nil)))
    static let identityPassword = string(max: 4096)
    static let identityOptions = AttributeType("options", .object(nil))
    static let identityCount = AttributeType("integer > 0", .range(1, nil), column: .integer)
    static let identityLimit = AttributeType("integer >= -1", .range(-1, 2_147_483_647), column: .integer)
    static let identityTime = AttributeType("time", .string(max: 64))
    /// The id of another resource.
    static let identityReference = AttributeType("id", .notEmptyString(max: 64))
    static let identityTags = AttributeType("list of tags", .anything)

    /// At least one character that is no blank.
    static func identityName(max: Int) -> AttributeType { AttributeType("name up to \(max)", .notEmptyString(max: max)) }
}
