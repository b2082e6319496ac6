import ConfigOptions
import PasteDeploy

/// Settings that a section may give and the configuration otherwise does, under the same names.
struct FilterSettings {
    let arguments: FactoryArguments
    let config: ConfigSnapshot?
    let group: String

    func string(_ name: String) -> String? { arguments.string(name) ?? config?.string(name, group: group) }

    func bool(_ name: String, default fallback: Bool) throws(FactoryOptionError) -> Bool {
        if let value = try arguments.bool(name) { return value }
        if case .boolean(let value)? = config?.value(name, group: group) { return value }
        return fallback
    }

    func int(_ name: String, default fallback: Int) throws(FactoryOptionError) -> Int {
        try arguments.int(name) ?? config?.int(name, group: group) ?? fallback
    }

    func list(_ name: String, default fallback: [String] = []) -> [String] {
        if arguments.option(name) != nil { return arguments.list(name) }
        if case .list(let items)? = config?.value(name, group: group) { return items }
        return fallback
    }
}
