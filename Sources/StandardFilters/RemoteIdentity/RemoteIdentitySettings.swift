import JSONCodec
import NIOCore

/// Where another identity service is and how this service logs in there: the options of `[keystone_authtoken]`.
struct RemoteIdentitySettings: Sendable {
    var url: IdentityURL
    /// The body of the login.
    var login: JSONObject
    var interface: String
    var region: String?
    var trust: IdentityClient.Trust
    var retries: Int
    var timeout: TimeAmount
    /// For how long a valid token is not asked for again.
    var caching: TokenCaching
    var includesCatalog: Bool
}

extension RemoteIdentitySettings {
    /// - Parameter option: the value of an option, `nil` when it is not given or empty.
    /// - Returns: `nil` when the options name no account to log in with.
    static func login(_ option: (String) -> String?) -> JSONObject? {
        func domain(_ prefix: String) -> JSONValue? {
            let fallback =
                option("default_domain_id").map { JSONValue.object(["id": .string($0)]) }
                ?? option("default_domain_name").map { .object(["name": .string($0)]) }
            return option(prefix + "_domain_id").map { ["id": .string($0)] } ?? option(prefix + "_domain_name").map {
                ["name": .string($0)]
            }
                ?? fallback
        }
        func user() -> JSONObject? {
            if let id = option("user_id") { return ["id": .string(id)] }
            guard let name = option("username") ?? option("user_name") ?? option("admin_user") else { return nil }
            return ["name": .string(name), "domain": domain("user") ?? ["id": "default"]]
        }
        if let secret = option("application_credential_secret") {
            var credential: JSONObject = ["secret": .string(secret)]
            if let id = option("application_credential_id") {
                credential["id"] = .string(id)
            } else if let name = option("application_credential_name"), let user = user() {
                credential["name"] = .string(name)
                credential["user"] = .object(user)
            } else {
                return nil
            }
            return ["auth": ["identity": ["methods": ["application_credential"], "application_credential": .object(credential)]]]
        }
        guard var user = user(), let password = option("password") ?? option("admin_password") else { return nil }
        user["password"] = .string(password)
        var auth: JSONObject = ["identity": ["methods": ["password"], "password": ["user": .object(user)]]]
        if option("system_scope") == "all" {
            auth["scope"] = ["system": ["all": true]]
        } else if let id = option("project_id") ?? option("tenant_id") {
            auth["scope"] = ["project": ["id": .string(id)]]
        } else if let name = option("project_name") ?? option("tenant_name") ?? option("admin_tenant_name") {
            auth["scope"] = ["project": ["name": .string(name), "domain": domain("project") ?? ["id": "default"]]]
        } else if let id = option("domain_id") {
            auth["scope"] = ["domain": ["id": .string(id)]]
        } else if let name = option("domain_name") {
            auth["scope"] = ["domain": ["name": .string(name)]]
        }
        return ["auth": .object(auth)]
    }
}
