import ConfigOptions
import PasteDeploy

extension StandardFilters {
    /// Every filter of oslo.middleware takes it. Here a registry belongs to one project already.
    static let projectOption = FactoryOption(
        "oslo_config_project", "the project whose configuration the filter reads; the deployment's own when it is not given")

    /// The filters that come with oslo.middleware and osprofiler.
    static func registerMiddleware(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(
            key: "request_id", summary: "gives each request an id, and names it in the answer", options: [projectOption]
        ) { arguments in
            RequestIDFilter(addsComputeHeader: source.project == .cinder || arguments.factoryName.hasPrefix("cinder."))
        }
        registry.registerFilter(
            key: "catch_errors", summary: "turns errors that escape the application into a plain 500 and a line in the log",
            options: [projectOption]
        ) { CatchErrorsFilter(logger: source.logger($0)) }
        registry.registerFilter(
            key: "correlation_id", summary: "gives a request without X-Correlation-Id a new one", options: [projectOption]
        ) { _ in CorrelationIDFilter() }
        registry.registerFilter(
            key: "debug", summary: "writes the heads of requests and answers to the log, at level debug", options: [projectOption]
        ) { DebugFilter(logger: source.logger($0)) }
        registry.registerFilter(
            key: "sizelimit", summary: "refuses request bodies beyond a limit with 413",
            options: [
                projectOption,
                FactoryOption(
                    "max_request_body_size", "the largest body, in bytes; otherwise [oslo_middleware] max_request_body_size",
                    type: .integer, defaultValue: String(SizeLimitFilter.defaultLimit)),
            ]
        ) { arguments in
            let name = "max_request_body_size"
            let limit = try source.settings(arguments, group: "oslo_middleware").int(name, default: SizeLimitFilter.defaultLimit)
            guard limit >= 0 else { throw FactoryOptionError(option: name, message: "`\(limit)` is below 0") }
            return SizeLimitFilter(limit: limit)
        }
        registry.registerFilter(
            key: "http_proxy_to_wsgi",
            summary: "takes scheme, host and client of a request from the headers of the proxies in front, when that is enabled",
            options: [
                projectOption,
                FactoryOption(
                    "enable_proxy_headers_parsing",
                    "whether those headers count; otherwise [oslo_middleware] enable_proxy_headers_parsing", type: .boolean,
                    defaultValue: "false"),
            ]
        ) { arguments in
            let settings = source.settings(arguments, group: "oslo_middleware")
            return ProxyHeadersFilter(isEnabled: try settings.bool("enable_proxy_headers_parsing", default: false))
        }
        registry.registerFilter(
            key: "osprofiler", summary: "emits trace events for requests with a signed trace header, when [profiler] enables it",
            options: [
                FactoryOption("enabled", "counts only where the project has no configuration", type: .boolean, defaultValue: "false"),
                FactoryOption(
                    "hmac_keys", "the keys that may sign; counts only where the project has no configuration", type: .list, secret: true),
            ]
        ) { try profiler($0, source) }
    }

    /// The services switch tracing on and off by their configuration, whatever the section says.
    private static func profiler(_ arguments: FactoryArguments, _ source: FilterSource) throws(FactoryOptionError) -> ProfilerFilter {
        guard let config = source.config(source.project) else {
            let isEnabled = try arguments.bool("enabled") ?? false
            return ProfilerFilter(keys: isEnabled ? arguments.list("hmac_keys") : [], sink: source.services.profilerSink)
        }
        let keys = config.bool("enabled", group: "profiler") ? config.string("hmac_keys", group: "profiler") ?? "" : ""
        return ProfilerFilter(keys: HeaderText.items(keys), sink: source.services.profilerSink)
    }
}
