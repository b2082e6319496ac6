/// What a service's configuration says about how its deployment file is to be read.
package struct DeploySettings: Sendable, Hashable {
    /// The option that pipeline factories choose: `auth_strategy`.
    package var authStrategy: String

    /// cinder's `api_rate_limit`: when false, its pipeline factory prefers the option `<auth strategy>_nolimit`.
    package var apiRateLimit: Bool

    /// The API versions that cinder's root urlmap leaves out, such as `v1`: those whose `enable_v1_api` is false.
    package var disabledVersions: Set<String>

    /// Options for every factory, as a caller of Paste's `loadapp` can give them.
    ///
    /// In interpolation the file's `[DEFAULT]` wins; factories get these.
    package var globalConf: [String: String]

    package init(
        authStrategy: String, apiRateLimit: Bool = true, disabledVersions: Set<String> = [], globalConf: [String: String] = [:]
    ) {
        self.authStrategy = authStrategy
        self.apiRateLimit = apiRateLimit
        self.disabledVersions = disabledVersions
        self.globalConf = globalConf
    }
}
