import ConfigOptions
import PasteDeploy

extension StandardFilters {
    static func registerCORS(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(
            key: "cors", summary: "lets scripts of other origins use the API, as [cors] and [cors.*] groups allow it",
            options: [
                projectOption,
                FactoryOption("allowed_origin", "origins as scheme://host[:port], or *; with none, the filter does nothing", type: .list),
                FactoryOption(
                    "allow_credentials", "whether requests may carry credentials", type: .boolean, defaultValue: "true"),
                FactoryOption("expose_headers", "response headers that scripts may read", type: .list),
                FactoryOption(
                    "max_age", "how long a browser may keep the answer to a preflight, in seconds", type: .integer, defaultValue: "3600"),
                FactoryOption(
                    "allow_methods", "methods that scripts may use", type: .list,
                    defaultValue: CORSPolicy.defaultMethods.joined(separator: ",")),
                FactoryOption("allow_headers", "request headers that scripts may set", type: .list),
            ]
        ) { arguments in
            let name = arguments.string("oslo_config_project")
            guard name != nil || arguments.option("allowed_origin") != nil else {
                throw FactoryOptionError(
                    option: "oslo_config_project", message: "cors needs `oslo_config_project` or `allowed_origin` in its section")
            }
            let project = try name.map(project(named:)) ?? source.project
            let settings = source.settings(arguments, group: "cors", project: project)
            var policies: [CORSPolicy] = []
            let policy = try policy(settings)
            if !policy.allowedOrigins.isEmpty { policies.append(policy) }
            policies += try settings.config.map(namedPolicies) ?? []
            return CORSFilter(policies)
        }
    }

    private static func project(named name: String) throws(FactoryOptionError) -> ConfigProject {
        if let project = ConfigProject(rawValue: name) { return project }
        throw FactoryOptionError(
            option: "oslo_config_project", message: "there is no project `\(name)`",
            advice: "The projects are \(ConfigProject.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    private static func policy(_ settings: FilterSettings) throws(FactoryOptionError) -> CORSPolicy {
        CORSPolicy(
            allowedOrigins: settings.list("allowed_origin"),
            allowsCredentials: try settings.bool("allow_credentials", default: true),
            exposedHeaders: settings.list("expose_headers"), maximumAge: try settings.int("max_age", default: 3600),
            allowedMethods: settings.list("allow_methods", default: CORSPolicy.defaultMethods),
            allowedHeaders: settings.list("allow_headers"))
    }

    /// The policies of the `[cors.NAME]` groups, in the order of the files.
    private static func namedPolicies(_ config: ConfigSnapshot) throws(FactoryOptionError) -> [CORSPolicy] {
        var policies: [CORSPolicy] = []
        var seen: Set<String> = []
        for option in config.unknown where option.key.group.hasPrefix("cors.") && seen.insert(option.key.group).inserted {
            var policy = CORSPolicy(allowedOrigins: [])
            for pair in config.unregisteredValues(group: option.key.group) {
                do {
                    try policy.set(pair.key, to: pair.value)
                } catch {
                    throw FactoryOptionError(
                        option: "oslo_config_project", message: "in the configuration, [\(option.key.group)] \(error)")
                }
            }
            policies.append(policy)
        }
        return policies
    }
}

extension CORSPolicy {
    /// Why a value is none of an option of a `[cors.NAME]` group.
    private struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    /// Takes one option of a group; an unknown one counts for nothing, as everywhere in the configuration.
    fileprivate mutating func set(_ name: String, to text: String) throws {
        switch name {
        case "allowed_origin": allowedOrigins = HeaderText.items(text)
        case "expose_headers": exposedHeaders = HeaderText.items(text)
        case "allow_methods": allowedMethods = HeaderText.items(text)
        case "allow_headers": allowedHeaders = HeaderText.items(text)
        case "allow_credentials":
            switch text.lowercased() {
            case "true", "1", "yes", "on": allowsCredentials = true
            case "false", "0", "no", "off": allowsCredentials = false
            default:
                throw Refusal(description: "allow_credentials must be a boolean (true, yes, on, 1 or false, no, off, 0), not `\(text)`")
            }
        case "max_age":
            guard let age = Int(text) else { throw Refusal(description: "max_age must be an integer, not `\(text)`") }
            maximumAge = age
        default: break
        }
    }
}
