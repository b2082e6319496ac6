package import JSONCodec
package import Persistence

/// What values an attribute takes: how they are converted and checked, and how they are kept in a column.
package struct AttributeType: Sendable, Hashable {
    /// The name for people and documents: `string`, `uuid`, `list of host routes`.
    package var name: String
    package var rule: ValidationRule
    package var conversion: Conversion?
    /// Applied to all values of a filter together, instead of the conversion of each.
    package var listConversion: Conversion?
    package var column: Schema.Column.Kind

    package init(
        _ name: String, _ rule: ValidationRule, conversion: Conversion? = nil, listConversion: Conversion? = nil,
        column: Schema.Column.Kind = .text
    ) {
        self.name = name
        self.rule = rule
        self.conversion = conversion
        self.listConversion = listConversion
        self.column = column
    }

    /// The same type, converted in another way.
    package func converted(by conversion: Conversion?) -> AttributeType {
        var type = self
        type.conversion = conversion
        return type
    }

    /// The same type, which also takes `null`.
    package var orNull: AttributeType {
        var type = self
        type.name += " or null"
        type.rule = .nullOr(rule)
        return type
    }
}

extension AttributeType {
    package static let anything = AttributeType("any", .anything)
    package static let boolean = AttributeType("boolean", .anything, conversion: .boolean, column: .integer)
    package static let integer = AttributeType("integer", .anything, conversion: .integer, column: .integer)
    package static let nonNegative = AttributeType("integer >= 0", .nonNegative, conversion: .integer, column: .integer)
    package static let uuid = AttributeType("uuid", .uuid)
    package static let macAddress = AttributeType("MAC address", .macAddress, conversion: .canonicalMAC)
    package static let address = AttributeType("IP address", .address, conversion: .canonicalAddress)
    package static let cidr = AttributeType("CIDR", .subnet, conversion: .canonicalCIDR)
    package static let timestamp = AttributeType("time", .anything)
    package static let object = AttributeType("object", .object(nil))

    package static func range(_ low: Int?, _ high: Int?) -> AttributeType {
        let bounds = "\(low.map(String.init) ?? "")..\(high.map(String.init) ?? "")"
        return AttributeType("integer \(bounds)", .range(low, high), conversion: .integer, column: .integer)
    }

    package static func string(max: Int?) -> AttributeType {
        AttributeType(max.map { "string up to \($0)" } ?? "string", .string(max: max))
    }

    /// A string without blanks at its ends and without line breaks.
    package static func name(max: Int?) -> AttributeType { AttributeType(max.map { "name up to \($0)" } ?? "name", .name(max: max)) }

    package static func values(_ values: [JSONValue], column: Schema.Column.Kind = .text) -> AttributeType {
        AttributeType(values.map { $0.stringValue ?? $0.description }.joined(separator: " | "), .values(values), column: column)
    }

    /// A list that the rule checks as a whole.
    package static func list(_ name: String, _ rule: ValidationRule, conversion: Conversion? = nil) -> AttributeType {
        AttributeType("list of \(name)", rule, conversion: conversion)
    }
}
