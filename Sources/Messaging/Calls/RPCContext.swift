package import JSONCodec

/// On whose behalf a message is sent, and within which request: it travels with every message.
package struct RPCContext: Sendable, Hashable {
    package var requestID: String?
    package var globalRequestID: String?
    package var userID: String?
    package var projectID: String?
    package var roles: [String]
    package var isAdmin: Bool
    /// The revision of the pipeline that took the request.
    package var generation: Int?
    /// What a peer sent beside these.
    package var other: JSONObject

    package init(
        requestID: String? = nil, globalRequestID: String? = nil, userID: String? = nil, projectID: String? = nil, roles: [String] = [],
        isAdmin: Bool = false, generation: Int? = nil, other: JSONObject = [:]
    ) {
        self.requestID = requestID
        self.globalRequestID = globalRequestID
        self.userID = userID
        self.projectID = projectID
        self.roles = roles
        self.isAdmin = isAdmin
        self.generation = generation
        self.other = other
    }

    private static let prefix = "_context_"

    /// The `_context_*` members of a message, secrets left out.
    package var flattened: JSONObject {
        var result = JSONObject()
        func put(_ key: String, _ value: JSONValue?) { result[Self.prefix + key] = value ?? .null }
        put("request_id", requestID.map(JSONValue.string))
        put("global_request_id", globalRequestID.map(JSONValue.string))
        put("user_id", userID.map(JSONValue.string))
        put("project_id", projectID.map(JSONValue.string))
        put("roles", .array(roles.map(JSONValue.string)))
        put("is_admin", .bool(isAdmin))
        if let generation { put("generation", .integer(generation)) }
        for member in other where member.key != "auth_token" { put(member.key, member.value) }
        return result
    }

    /// Collects the `_context_*` members of a message; the older names `user`, `tenant` and `tenant_id` are understood.
    package init(flattened message: JSONObject) {
        self.init()
        var older: [String: String] = [:]
        for member in message where member.key.hasPrefix(Self.prefix) {
            let key = String(member.key.dropFirst(Self.prefix.count))
            switch key {
            case "request_id": requestID = member.value.stringValue
            case "global_request_id": globalRequestID = member.value.stringValue
            case "user_id": userID = member.value.stringValue
            case "project_id": projectID = member.value.stringValue
            case "roles": roles = (member.value.arrayValue ?? []).compactMap(\.stringValue)
            case "is_admin": isAdmin = member.value.boolValue ?? false
            case "generation": generation = member.value.integerValue
            case "user", "tenant", "tenant_id":
                if let text = member.value.stringValue { older[key] = text }
                other[key] = member.value
            default: other[key] = member.value
            }
        }
        userID = userID ?? older["user"]
        projectID = projectID ?? older["tenant_id"] ?? older["tenant"]
    }
}
