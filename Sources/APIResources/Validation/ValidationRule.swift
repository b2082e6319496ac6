package import JSONCodec

/// What a value must be to be accepted, as data: checked, listed by `resource show`, documented.
package indirect enum ValidationRule: Sendable, Hashable {
    case anything
    case boolean
    case integer
    /// A whole number of 0 or more, or text that reads as one.
    case nonNegative
    /// Bounds may be open.
    case range(Int?, Int?)
    /// `null`, a port number, or `low:high`.
    case portRange
    case values([JSONValue])
    /// No trimming; no limit when `max` is `nil`.
    case string(max: Int?)
    case notEmptyString(max: Int?)
    /// No blanks at the ends, no line breaks.
    case name(max: Int?)
    case notEmptyName(max: Int?)
    /// As `name`, and not `default` in any case.
    case nameNotDefault(max: Int?)
    case notEmptyLine(max: Int?)
    case pattern(String)
    case uuid
    case uuidList
    case notEmptyUUIDList
    /// `null`, a UUID or `prefix_delegation`.
    case subnetPool
    case macAddress
    case address
    case subnet
    case addressOrSubnet
    case subnetList
    case nameservers
    case hostRoutes
    case allocationPools
    case fixedIPs
    case addressPairs
    /// Labels of letters, digits and inner hyphens.
    case hostName(max: Int)
    /// As `hostName` and with a dot at the end; empty is allowed.
    case domainName(max: Int)
    case uniqueStrings(max: Int?)
    case uniquePatterns(String)
    case availabilityZoneHints
    case subnetServiceTypes
    case networkSegments
    case subports
    case object(ObjectRule?)
    /// An object, or what Python takes for false.
    case objectOrNothing(ObjectRule?)
    /// A list of objects, or what Python takes for false.
    case objectListOrNothing(ObjectRule)
    /// `null`, or a list whose every element fits one of the rules.
    case listOfAny([ObjectRule])
    case nullOr(ValidationRule)

    /// The members an object may have.
    package struct ObjectRule: Sendable, Hashable {
        package struct Member: Sendable, Hashable {
            package var name: String
            package var rule: ValidationRule
            package var conversion: Conversion?
            package var isRequired: Bool

            package init(_ name: String, _ rule: ValidationRule, conversion: Conversion? = nil, required: Bool = false) {
                self.name = name
                self.rule = rule
                self.conversion = conversion
                isRequired = required
            }
        }

        package var members: [Member]

        package init(_ members: [Member]) { self.members = members }
    }

    /// Checks a value.
    ///
    /// - Returns: `nil` when it is accepted; else the reason, a clause without the attribute's name and without a full stop.
    package func reason(against value: JSONValue) -> String? {
        switch self {
        case .anything: nil
        case .nullOr(let rule): value.isNull ? nil : rule.reason(against: value)
        case .boolean: value.looseBool == nil ? "\(Self.shown(value)) is not a boolean" : nil
        case .integer, .nonNegative, .range, .portRange: numberReason(value)
        case .values(let allowed): allowed.contains(value) ? nil : "\(Self.shown(value)) is not one of \(Self.listed(allowed))"
        case .string, .notEmptyString, .name, .notEmptyName, .nameNotDefault, .notEmptyLine, .pattern, .hostName, .domainName:
            textReason(value)
        case .uuid, .uuidList, .notEmptyUUIDList, .subnetPool, .uniqueStrings, .uniquePatterns, .availabilityZoneHints, .subnetServiceTypes:
            identifierReason(value)
        case .macAddress, .address, .subnet, .addressOrSubnet, .subnetList, .nameservers, .hostRoutes, .allocationPools, .fixedIPs,
            .addressPairs:
            addressReason(value)
        case .networkSegments, .subports, .object, .objectOrNothing, .objectListOrNothing, .listOfAny: structureReason(value)
        }
    }

    /// A value for a message: in quotes when it is text, and not too long.
    static func shown(_ value: JSONValue) -> String {
        let text = if case .string(let text) = value { "'\(text)'" } else { value.description }
        return text.utf8.count > 120 ? String(text.prefix(117)) + "..." : text
    }

    private static func listed(_ values: [JSONValue]) -> String { values.map(shown).joined(separator: ", ") }
}
