package import JSONCodec

/// Whether a pool is what a volume type's extra specifications ask for.
package enum CapabilityFilter {
    /// Why the pool is not; `nil` when it is.
    ///
    /// Keys with a scope other than `capabilities` are for drivers and not looked at.
    package static func refusal(_ specifications: JSONObject, _ capabilities: JSONObject) -> String? {
        for member in specifications {
            let parts = member.key.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[0] != "capabilities" { continue }
            guard let key = parts.last, key != "multiattach" || capabilities[key] == nil else { continue }
            let wanted = member.value.stringValue ?? ""
            guard let offered = capabilities[key] else { return "it has no capability '\(key)'" }
            let text = offered.stringValue ?? offered.description
            if !matches(wanted, text) { return "its \(key) is '\(text)', not '\(wanted)'" }
        }
        return nil
    }

    private static func matches(_ wanted: String, _ offered: String) -> Bool {
        let words = wanted.split(separator: " ").map(String.init)
        guard let comparator = words.first, words.count > 1 else { return wanted == offered }
        let values = Array(words.dropFirst())
        switch comparator {
        case "<is>": return BodySchema.boolean(query: values[0]) == BodySchema.boolean(query: offered)
        case "<in>": return offered.contains(values[0])
        case "<or>": return values.filter { $0 != "<or>" }.contains(offered)
        case "s==": return values[0] == offered
        case "s!=": return values[0] != offered
        case "=", ">=", "==", "<=":
            guard let left = Double(offered), let right = Double(values[0]) else { return false }
            return switch comparator {
            case "==": left == right
            case "<=": left <= right
            default: left >= right
            }
        default: return wanted == offered
        }
    }
}
