import HTTPApplication
import JSONCodec

/// What a request body must look like: the part of JSON Schema that cinder's request schemas use, as data.
package indirect enum BodySchema: Sendable {
    case any
    /// Text of so many characters; with `format` also of that form.
    case string(min: Int = 0, max: Int = .max, format: StringFormat = .any)
    /// An integer, or decimal digits as text.
    case size(min: Int, max: Int)
    /// A JSON boolean or one of the words that cinder takes for one.
    case boolean
    /// Exactly one of these texts.
    case word([String])
    /// `null` or what the other schema asks for.
    case nullable(BodySchema)
    case object([Member], additional: Bool = false, anyOf: [String] = [])
    /// An object with free keys.
    case map(BodySchema, keys: KeyFormat = .metadata, min: Int = 0, max: Int = .max)

    package struct Member: Sendable {
        package var name: String
        package var schema: BodySchema
        package var isRequired: Bool

        package static func required(_ name: String, _ schema: BodySchema) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        package static func optional(_ name: String, _ schema: BodySchema) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }

    package enum StringFormat: Sendable {
        case any
        /// At least one character that is not a blank.
        case notBlank
        case uuid
        /// Letters, digits and the punctuation of cinder's host names.
        case host
        /// At most 255 characters once the blanks around it are gone.
        case trimmedName
        /// Printable: no control character but those that end lines.
        case printable
    }

    package enum KeyFormat: Sendable {
        /// Letters, digits and `- _ : . /` and blanks, 1 to 255 of them.
        case metadata
        /// As `metadata`, without blanks and slashes.
        case extraSpec

        func accepts(_ key: String) -> Bool {
            guard !key.isEmpty, key.utf8.count <= 255 else { return false }
            return key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."):
                    true
                case UInt8(ascii: " "), UInt8(ascii: "/"): self == .metadata
                default: false
                }
            }
        }
    }
}
