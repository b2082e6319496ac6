import PasteDeploy

extension StandardFilters {
    private static let healthOptions = [
        projectOption,
        FactoryOption(
            "backends", "the checks: disable_by_file, disable_by_files_ports, enable_by_files; with none, always healthy", type: .list),
        FactoryOption("detailed", "whether the answer says what was checked", type: .boolean, defaultValue: "false"),
        FactoryOption("disable_by_file_path", "for disable_by_file: unhealthy while this file exists"),
        FactoryOption(
            "disable_by_file_paths", "for disable_by_files_ports: PORT:PATH each; that port is unhealthy while the file exists", type: .list
        ),
        FactoryOption("enable_by_file_paths", "for enable_by_files: healthy while one of these files exists", type: .list),
        FactoryOption("allowed_source_ranges", "networks whose clients get an answer; all when there is none", type: .list),
        FactoryOption(
            "ignore_proxied_requests", "whether requests that came through a proxy get no answer", type: .boolean, defaultValue: "false"),
    ]

    /// `healthcheck` as a filter and as an application; options that a section does not give come from the group `[healthcheck]`.
    static func registerHealthCheck(in registry: inout FactoryRegistry, _ source: FilterSource) {
        let pathOption = FactoryOption("path", "the path that is answered", defaultValue: HealthCheck.defaultPath)
        registry.registerFilter(
            key: "healthcheck", summary: "answers on one path whether the service is healthy", options: healthOptions + [pathOption]
        ) { arguments in
            let path = arguments.string("path") ?? HealthCheck.defaultPath
            guard path.hasPrefix("/") else {
                throw FactoryOptionError(option: "path", message: "`\(path)` does not start with `/`")
            }
            return HealthCheckFilter(try healthCheck(source.settings(arguments, group: "healthcheck")), path: path)
        }
        registry.registerApplication(
            key: "healthcheck", summary: "answers whether the service is healthy", options: healthOptions + [pathOption]
        ) { HealthCheckApplication(try healthCheck(source.settings($0, group: "healthcheck"))) }
    }

    private static func healthCheck(_ settings: FilterSettings) throws(FactoryOptionError) -> HealthCheck {
        var ranges: [AddressRange] = []
        for text in settings.list("allowed_source_ranges") {
            guard let range = AddressRange(text) else {
                throw FactoryOptionError(option: "allowed_source_ranges", message: "`\(text)` is no range of addresses such as 10.0.0.0/8")
            }
            ranges.append(range)
        }
        var backends: [HealthBackend] = []
        for name in settings.list("backends") { backends.append(try backend(name, settings)) }
        return HealthCheck(
            backends: backends, isDetailed: try settings.bool("detailed", default: false), sourceRanges: ranges,
            ignoresProxied: try settings.bool("ignore_proxied_requests", default: false))
    }

    private static func backend(_ name: String, _ settings: FilterSettings) throws(FactoryOptionError) -> HealthBackend {
        switch name {
        case "disable_by_file": return .disableByFile(path: HeaderText.value(settings.string("disable_by_file_path")))
        case "enable_by_files": return .enableByFiles(settings.list("enable_by_file_paths"))
        case "disable_by_files_ports":
            var paths: [Int: String] = [:]
            for text in settings.list("disable_by_file_paths") {
                let parts = text.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, let port = Int(parts[0]), (1...65535).contains(port) else {
                    throw FactoryOptionError(
                        option: "disable_by_file_paths", message: "`\(text)` is not in the form PORT:PATH")
                }
                paths[port] = String(parts[1])
            }
            return .disableByFilesPorts(paths)
        default:
            throw FactoryOptionError(
                option: "backends", message: "there is no backend `\(name)`",
                advice: "The backends are disable_by_file, disable_by_files_ports, enable_by_files.")
        }
    }
}
