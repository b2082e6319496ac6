package import JSONCodec

extension ValidationRule {
    func structureReason(_ value: JSONValue) -> String? {
        switch self {
        case .object(let rule):
            guard let object = value.objectValue else { return "\(Self.shown(value)) is not an object" }
            return rule?.reason(against: object)
        case .objectOrNothing(let rule):
            guard value.isTruthy else { return nil }
            return ValidationRule.object(rule).reason(against: value)
        case .objectListOrNothing(let rule):
            guard value.isTruthy else { return nil }
            guard let elements = value.arrayValue else { return "\(Self.shown(value)) is not a list" }
            return elements.lazy.compactMap { ValidationRule.object(rule).reason(against: $0) }.first
        case .listOfAny(let rules): return Self.anyReason(value, rules)
        case .networkSegments: return Self.segmentsReason(value)
        default:
            return Self.listReason(value) { subport in
                let known: Set<String> = ["port_id", "segmentation_type", "segmentation_id"]
                for key in subport.keys where !known.contains(key) { return "'\(key)' is not part of a subport" }
                return ValidationRule.uuid.reason(against: subport["port_id"] ?? .null)
            } ?? Self.duplicateReason((value.arrayValue ?? []).compactMap { $0["port_id"] })
        }
    }

    private static func listReason(_ value: JSONValue, _ check: (JSONObject) -> String?) -> String? {
        guard let elements = value.arrayValue else { return "\(shown(value)) is not a list" }
        for element in elements {
            guard let object = element.objectValue else { return "\(shown(element)) is not an object" }
            if let reason = check(object) { return reason }
        }
        return nil
    }

    private static func anyReason(_ value: JSONValue, _ rules: [ObjectRule]) -> String? {
        if value.isNull { return nil }
        return listReason(value) { object in
            var last: String? = "it has none of the expected forms"
            for rule in rules {
                last = rule.reason(against: object)
                if last == nil { return nil }
            }
            return last
        }
    }

    private static func segmentsReason(_ value: JSONValue) -> String? {
        let known: Set<String> = ["provider:network_type", "provider:physical_network", "provider:segmentation_id"]
        if value.arrayValue?.isEmpty ?? false { return "the list of segments is empty" }
        return listReason(value) { segment in
            for key in segment.keys where !known.contains(key) { return "'\(key)' is not part of a segment" }
            if let type = segment["provider:network_type"], let reason = ValidationRule.string(max: 32).reason(against: type) {
                return reason
            }
            if let network = segment["provider:physical_network"], !network.isNull {
                return ValidationRule.string(max: 64).reason(against: network)
            }
            if let id = segment["provider:segmentation_id"], !id.isNull, PythonNumber.integer(id) == nil {
                return "\(shown(id)) is not an integer"
            }
            return nil
        }
    }
}

extension ValidationRule.ObjectRule {
    func reason(against object: JSONObject) -> String? {
        for key in object.keys where !members.contains(where: { $0.name == key }) { return "'\(key)' is not expected here" }
        for member in members {
            guard let value = object[member.name] else {
                if member.isRequired { return "'\(member.name)' is missing" }
                continue
            }
            var converted = value
            if let conversion = member.conversion {
                do { converted = try conversion.convert(value) } catch { return "\(member.name): \(error.reason)" }
            }
            if let reason = member.rule.reason(against: converted) { return "\(member.name): \(reason)" }
        }
        return nil
    }

    /// The object with the conversions of its members applied; members that cannot be converted stay.
    package func converted(_ object: JSONObject) -> JSONObject {
        var object = object
        for member in members {
            guard let conversion = member.conversion, let value = object[member.name] else { continue }
            if let converted = try? conversion.convert(value) { object[member.name] = converted }
        }
        return object
    }
}
