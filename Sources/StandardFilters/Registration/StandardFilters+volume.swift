import PasteDeploy

extension StandardFilters {
    /// The filters that come with cinder.
    static func registerVolumeFilters(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(
            key: "faultwrap", summary: "turns errors that escape the API into faults in its format"
        ) { FaultWrapFilter(logger: source.logger($0)) }
        registry.registerFilter(
            key: "noauth.cinder", summary: "takes every token as `user:project` and makes whoever sends it an administrator"
        ) { _ in NoAuthFilter() }
        registry.registerFilter(
            key: "noauth_include_project_id.cinder",
            summary: "like noauth; the URL that it gives out ends with the project id"
        ) { _ in NoAuthFilter(includesProjectID: true) }
        registry.registerFilter(
            key: "ratelimit", summary: "refuses what a user asks too often with 413 and Retry-After",
            options: [
                FactoryOption(
                    "limits", "rules (METHOD, URI, REGEX, COUNT, UNIT) with `;` between them; units SECOND, MINUTE, HOUR, DAY",
                    defaultValue: RateLimit.defaults)
            ]
        ) { arguments in
            do {
                return RateLimitFilter(try RateLimit.parse(arguments.string("limits") ?? RateLimit.defaults))
            } catch let error as RateLimitError {
                throw FactoryOptionError(
                    option: "limits", message: "\(error)", advice: "A rule is written like (GET, *, .*, 10, MINUTE).")
            }
        }
    }
}
