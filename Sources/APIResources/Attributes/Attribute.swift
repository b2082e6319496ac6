package import JSONCodec

/// One attribute of a resource, as data.
package struct Attribute: Sendable, Hashable {
    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// May be given when the resource is created.
        package static let post = Flags(rawValue: 1)
        /// May be given when it is updated.
        package static let put = Flags(rawValue: 2)
        /// Shown in answers.
        package static let visible = Flags(rawValue: 4)
        /// Lists can be filtered by it.
        package static let filter = Flags(rawValue: 8)
        package static let sortKey = Flags(rawValue: 16)
        /// The attribute that identifies the resource in paths.
        package static let primaryKey = Flags(rawValue: 32)
        /// Policy rules need its value.
        package static let requiredByPolicy = Flags(rawValue: 64)
        /// Policy rules decide who may give and see it.
        package static let enforcedByPolicy = Flags(rawValue: 128)
        /// Only administrators see it.
        package static let adminRead = Flags(rawValue: 256)
        /// Only administrators may give it a value other than its default.
        package static let adminWrite = Flags(rawValue: 512)
        /// Only service users may give it a value.
        package static let serviceWrite = Flags(rawValue: 1024)
        /// Has a column and an index of its own, for lists that filter by it or sort by it.
        package static let indexed = Flags(rawValue: 2048)
        /// Has a column although lists are neither filtered nor sorted by it.
        package static let stored = Flags(rawValue: 4096)
        /// Is filtered in a way of its own, without a column.
        package static let computedFilter = Flags(rawValue: 8192)
    }

    /// What an attribute has when the request does not say.
    package enum Default: Sendable, Hashable {
        /// The request must say, when the attribute may be given.
        case required
        /// The service chooses.
        case unspecified
        case value(JSONValue)
    }

    package var name: String
    package var type: AttributeType
    package var flags: Flags
    package var defaultValue: Default
    /// Another name under which requests may give it and under which answers show it again: `tenant_id`.
    package var alias: String?
    /// The extension that brings it; `nil` for the core.
    package var extensionAlias: String?

    package init(
        _ name: String, _ type: AttributeType, _ flags: Flags, default defaultValue: Default = .required, alias: String? = nil,
        extension extensionAlias: String? = nil
    ) {
        self.name = name
        self.type = type
        self.flags = flags
        self.defaultValue = defaultValue
        self.alias = alias
        self.extensionAlias = extensionAlias
    }

    /// Whether its value is kept in a column beside the document.
    package var hasColumn: Bool {
        !flags.isDisjoint(with: [.filter, .sortKey, .stored, .indexed, .primaryKey]) && !flags.contains(.computedFilter)
    }

    /// The name of that column.
    package var column: String { String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }) }

    /// Who may give it a value, for people: `nobody`, `service`, `admin`, `anyone`.
    package var writer: String {
        if flags.isDisjoint(with: [.post, .put]) { return "nobody" }
        if flags.contains(.serviceWrite) { return "service" }
        return flags.contains(.adminWrite) ? "admin" : "anyone"
    }
}

extension Attribute.Default: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral
{
    package init(stringLiteral value: String) { self = .value(.string(value)) }
    package init(booleanLiteral value: Bool) { self = .value(.bool(value)) }
    package init(integerLiteral value: Int) { self = .value(.integer(value)) }
    package init(nilLiteral: ()) { self = .value(.null) }
    package init(arrayLiteral elements: JSONValue...) { self = .value(.array(elements)) }
}
