package import JSONCodec

/// How often and where the creation of a volume was tried: the `retry` of cinder's filter properties.
package struct RetryInformation: Sendable, Hashable {
    package var attempts: Int
    package var hosts: [String]
    package var lastError: String?

    package init(_ filterProperties: JSONObject) {
        let retry = filterProperties["retry"]?.objectValue ?? [:]
        attempts = retry["num_attempts"]?.integerValue ?? 0
        hosts = (retry["backends"] ?? retry["hosts"])?.arrayValue?.compactMap(\.stringValue) ?? []
        lastError = retry["exc"]?.stringValue
    }

    package var filterProperties: JSONObject {
        var retry: JSONObject = ["num_attempts": .integer(attempts), "backends": .array(hosts.map(JSONValue.string))]
        if let lastError { retry["exc"] = .string(lastError) }
        return ["retry": .object(retry)]
    }
}
