import HTTPApplication
package import JSONCodec
package import NIOCore
import NIOHTTP1

/// How the network API reads the body of a create or update request, in the order in which it refuses: the text, the wrapping key, the project,
/// unknown attributes, read-only and missing ones, then conversion and validation attribute by attribute.
package struct BodyRules: Sendable {
    /// Who asks, as far as the body depends on it.
    package struct Caller: Sendable, Hashable {
        package var projectID: String
        /// Whether resources may be made for other projects.
        package var isPrivileged: Bool

        package init(projectID: String, isPrivileged: Bool) {
            self.projectID = projectID
            self.isPrivileged = isPrivileged
        }
    }

    /// The resources that a request wants to make.
    package struct Creation: Sendable, Hashable {
        package var items: [JSONObject]
        /// Whether they came as a list, which the answer then is too.
        package var isBulk: Bool
        /// The names each item gave itself, beside what defaults filled in.
        package var given: [Set<String>]
    }

    private let definition: ResourceDefinition
    private let allowsBulk: Bool

    package init(_ definition: ResourceDefinition, bulk: Bool = true) {
        self.definition = definition
        allowsBulk = bulk
    }

    /// - Throws: an `APIFault` with status 400.
    package func creation(_ body: ByteBuffer, caller: Caller) throws -> Creation {
        let object = try Self.object(body)
        if let wrapped = object[definition.name] {
            let item = try Self.attributes(wrapped, definition.name)
            return Creation(items: [try create(item, caller: caller)], isBulk: false, given: [Set(item.keys)])
        }
        guard let wrapped = object[definition.collection] else {
            throw APIFault.malformed("The body has no '\(definition.name)'")
        }
        guard allowsBulk else { throw APIFault.malformed("Several \(definition.collection) cannot be created at once") }
        guard let elements = wrapped.arrayValue, !elements.isEmpty else {
            throw APIFault.malformed("'\(definition.collection)' is not a list with elements")
        }
        let items = try elements.map { try Self.attributes($0[definition.name] ?? $0, definition.name) }
        return Creation(items: try items.map { try create($0, caller: caller) }, isBulk: true, given: items.map { Set($0.keys) })
    }

    /// - Returns: the attributes to change, converted.
    /// - Throws: an `APIFault` with status 400.
    package func update(_ body: ByteBuffer) throws -> JSONObject {
        let object = try Self.object(body)
        guard let wrapped = object[definition.name] else { throw APIFault.malformed("The body has no '\(definition.name)'") }
        var item = try mirrored(try Self.attributes(wrapped, definition.name))
        try refuseUnknown(item)
        let readOnly = item.keys.filter { !(definition.attribute($0)?.flags.contains(.put) ?? false) }
        guard readOnly.isEmpty else { throw APIFault.malformed("\(readOnly.joined(separator: ", ")): cannot be changed") }
        try convert(&item)
        return item
    }

    /// Parses a body that must be one JSON object.
    package static func object(_ body: ByteBuffer) throws -> JSONObject {
        guard body.readableBytes > 0 else { throw APIFault.malformed("The request has no body") }
        let value: JSONValue
        do { value = try body.withUnsafeReadableBytes { try JSONValue(parsing: $0) } } catch let error as JSONError {
            throw APIFault.malformed("The body is no JSON: \(error)")
        }
        guard let object = value.objectValue else { throw APIFault.malformed("The body is no JSON object") }
        return object
    }

    private static func attributes(_ value: JSONValue, _ name: String) throws -> JSONObject {
        guard let object = value.objectValue else { throw APIFault.malformed("'\(name)' is no object") }
        return object
    }

    private func create(_ given: JSONObject, caller: Caller) throws -> JSONObject {
        var item = try mirrored(given)
        if let project = definition.attributes.first(where: { $0.name == "project_id" }), project.flags.contains(.post) {
            if let wanted = item["project_id"] {
                if wanted.stringValue != caller.projectID, !caller.isPrivileged {
                    throw APIFault.malformed("A resource cannot be created for another project")
                }
            } else {
                item["project_id"] = .string(caller.projectID)
            }
        }
        try refuseUnknown(item)
        var missing: [String] = []
        for attribute in definition.attributes {
            let isGiven = item.contains(attribute.name)
            if !attribute.flags.contains(.post) {
                if isGiven { throw APIFault.malformed("\(attribute.name): cannot be given") }
            } else if !isGiven {
                switch attribute.defaultValue {
                case .required: missing.append(attribute.name)
                case .unspecified: break
                case .value(let value): item[attribute.name] = value
                }
            }
        }
        guard missing.isEmpty else { throw APIFault.malformed("\(missing.joined(separator: ", ")): missing") }
        try convert(&item)
        return item
    }

    /// Takes an attribute's alias for the attribute.
    private func mirrored(_ item: JSONObject) throws -> JSONObject {
        var item = item
        for attribute in definition.attributes {
            guard let alias = attribute.alias, let value = item.removeValue(forKey: alias) else { continue }
            if let other = item[attribute.name], other != value {
                throw APIFault.malformed("\(attribute.name) and \(alias) are not equal")
            }
            item[attribute.name] = value
        }
        return item
    }

    private func refuseUnknown(_ item: JSONObject) throws {
        let unknown = item.keys.filter { name in !definition.attributes.contains { $0.name == name } }
        guard unknown.isEmpty else { throw APIFault.malformed("\(unknown.joined(separator: ", ")): unknown") }
    }

    private func convert(_ item: inout JSONObject) throws {
        for attribute in definition.attributes {
            guard let value = item[attribute.name] else { continue }
            do { item[attribute.name] = try attribute.type.accept(value) } catch {
                throw APIFault(error, attribute: attribute.name)
            }
        }
    }
}
