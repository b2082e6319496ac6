import HTTPApplication
import JSONCodec

extension ValidationRule {
    func identifierReason(_ value: JSONValue) -> String? {
        switch self {
        case .uuid: return Self.isUUID(value) ? nil : "\(Self.shown(value)) is not a UUID"
        case .subnetPool:
            return value.isNull || value == "prefix_delegation" || Self.isUUID(value) ? nil : "\(Self.shown(value)) is not a subnet pool"
        case .uuidList, .notEmptyUUIDList:
            guard let elements = value.arrayValue else { return "\(Self.shown(value)) is not a list" }
            if case .notEmptyUUIDList = self, elements.isEmpty { return "the list is empty" }
            for element in elements where !Self.isUUID(element) { return "\(Self.shown(element)) is not a UUID" }
            return Self.duplicateReason(elements)
        case .uniqueStrings(let limit): return Self.uniqueStringsReason(value) { Self.lengthReason($0, limit) }
        case .uniquePatterns(let pattern):
            return Self.uniqueStringsReason(value) { Self.matches($0, pattern) ? nil : "'\($0)' does not match \(pattern)" }
        case .availabilityZoneHints: return Self.uniqueStringsReason(value) { _ in nil }
        default:
            guard value.isTruthy else { return nil }
            return Self.uniqueStringsReason(value) { text in
                let isKnown = ["network:", "compute:", "baremetal:", "Load Balancer", "LOADBALANCER", "virtual:", "trunk:"]
                    .contains(where: text.hasPrefix)
                return isKnown ? nil : "'\(text)' is not the beginning of a device owner"
            }
        }
    }

    private static func isUUID(_ value: JSONValue) -> Bool { value.stringValue.map(UUIDText.isUUIDLike) ?? false }

    private static func uniqueStringsReason(_ value: JSONValue, _ check: (String) -> String?) -> String? {
        guard let elements = value.arrayValue else { return "\(shown(value)) is not a list" }
        for element in elements {
            guard let text = element.stringValue else { return "\(shown(element)) is not a string" }
            if let reason = check(text) { return reason }
        }
        return duplicateReason(elements)
    }

    static func duplicateReason(_ elements: [JSONValue]) -> String? {
        var seen: Set<JSONValue> = []
        for element in elements where !seen.insert(element).inserted { return "\(shown(element)) is there twice" }
        return nil
    }
}
