import APIResources
import JSONCodec

extension ResourceKind {
    /// What a request gives for a new resource: checked, with the defaults of what it does not give.
    ///
    /// - Throws: ``IdentityFault``, 400.
    func newRecord(_ given: JSONObject) throws -> JSONObject {
        var record = JSONObject()
        for attribute in definition.attributes where attribute.flags.contains(.post) {
            if let value = given[attribute.name] {
                record[attribute.name] = try accept(value, attribute)
            } else {
                switch attribute.defaultValue {
                case .required: throw IdentityFault.invalid(definition.name, "'\(attribute.name)' is required")
                case .unspecified: continue
                case .value(let value): record[attribute.name] = value
                }
            }
        }
        if keepsExtra {
            let extra = extraMembers(of: given)
            if !extra.isEmpty { record["extra"] = .object(extra) }
        }
        return record
    }

    /// `record` with what a request gives.
    ///
    /// - Throws: ``IdentityFault``, 400.
    func changed(_ record: JSONObject, by given: JSONObject) throws -> JSONObject {
        guard !given.isEmpty else { throw IdentityFault.invalid(definition.name, "there is nothing to change") }
        var changed = record
        for attribute in definition.attributes {
            guard attribute.name != "extra", let value = given[attribute.name] else { continue }
            if attribute.flags.contains(.primaryKey) || fixedAttributes.contains(attribute.name) {
                guard value == record[attribute.name] ?? .null else {
                    throw IdentityFault.invalid(attribute.name, "it cannot be changed")
                }
            } else if attribute.name == "options" {
                changed["options"] = .object(mergedOptions(record["options"]?.objectValue ?? [:], try accept(value, attribute)))
            } else if attribute.flags.contains(.put) {
                changed[attribute.name] = try accept(value, attribute)
            }
        }
        if keepsExtra {
            var extra = record["extra"]?.objectValue ?? [:]
            for member in extraMembers(of: given) { extra[member.key] = member.value }
            if !extra.isEmpty { changed["extra"] = .object(extra) }
        }
        return changed
    }

    /// Options are given one by one; `null` takes one away.
    private func mergedOptions(_ options: JSONObject, _ given: JSONValue) -> JSONObject {
        var options = options
        for member in given.objectValue ?? [:] { options[member.key] = member.value.isNull ? nil : member.value }
        return options
    }

    private func accept(_ value: JSONValue, _ attribute: Attribute) throws -> JSONValue {
        do throws(InputError) {
            return try attribute.type.accept(value)
        } catch {
            throw IdentityFault.invalid(attribute.name, error.reason)
        }
    }

    private func extraMembers(of given: JSONObject) -> JSONObject {
        var extra = JSONObject()
        for member in given where member.key != "links" && member.key != "extra" && definition.attribute(member.key) == nil {
            extra.append(member.key, member.value)
        }
        return extra
    }

    /// Refuses to touch a resource whose option `immutable` is set, unless the change is that it is no longer.
    ///
    /// - Parameter given: `nil` for a deletion.
    /// - Throws: ``IdentityFault``, 403.
    func refuseImmutable(_ record: JSONObject, given: JSONObject?) throws {
        guard canBeImmutable, record["options"]?["immutable"] == true else { return }
        if let given, given.count == 1, let options = given["options"]?.objectValue, options.count == 1,
            let flag = options["immutable"], flag != true
        {
            return
        }
        throw IdentityFault.forbidden("The \(definition.name) '\(record["id"]?.stringValue ?? "")' is protected by its option 'immutable'.")
    }
}
