import ConfigOptions

/// The options of keystone.conf about tokens.
package struct TokenSettings: Sendable {
    let config: ConfigSnapshot
    private let stateDirectory: String

    init(_ settings: IdentitySettings, stateDirectory: String) {
        config = settings.config
        self.stateDirectory = stateDirectory
    }

    /// Seconds that a token is valid.
    var expiration: Int { max(1, config.int("expiration", group: "token") ?? 3600) }
    /// Seconds after its expiry for which a token can still be validated by services that ask so.
    var allowExpiredWindow: Int { max(0, config.int("allow_expired_window", group: "token") ?? 172_800) }
    var allowsRescoping: Bool { config.value("allow_rescope_scoped_token", group: "token") != .boolean(false) }
    var methods: AuthenticationMethods {
        let names = config.list("methods", group: "auth")
        return names.isEmpty ? .standard : AuthenticationMethods(names)
    }
    package var maximumFernetKeys: Int { config.int("max_active_keys", group: "fernet_tokens") ?? 3 }

    /// What decides how tokens are written.
    struct Format: Hashable {
        var isSigned: Bool
        var fernetDirectory: String
        var privateDirectory: String
        var publicDirectory: String
        var methods: AuthenticationMethods
    }

    var format: Format {
        Format(
            isSigned: config.string("provider", group: "token") == "jws",
            fernetDirectory: directory("key_repository", group: "fernet_tokens", own: "fernet-keys"),
            privateDirectory: directory("jws_private_key_repository", group: "jwt_tokens", own: "jws-keys/private"),
            publicDirectory: directory("jws_public_key_repository", group: "jwt_tokens", own: "jws-keys/public"), methods: methods)
    }

    /// The directory of an option that somebody gave, else one in the state directory.
    private func directory(_ name: String, group: String, own: String) -> String {
        if !config.isDefault(name, group: group), var path = config.string(name, group: group), !path.isEmpty {
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            return path
        }
        return stateDirectory + "/" + own
    }
}
