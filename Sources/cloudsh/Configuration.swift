import CommandLanguage
import ConfigOptions
import Glibc

/// The configuration that the command line names.
enum Configuration {
    /// What holds when there is no configuration at all: everything on this machine alone, for whoever is on it.
    private static let embedded: [ConfigProject: String] = [
        .neutron: "[DEFAULT]\nbind_host = 127.0.0.1\nauth_strategy = noauth\n",
        .cinder: "[DEFAULT]\nosapi_volume_listen = 127.0.0.1\nauth_strategy = noauth\n",
        .keystone: "[DEFAULT]\nbind_host = 127.0.0.1\n",
    ]

    /// - Parameter reporting: when given, it is told the mistakes, and the projects that are free of them are loaded all the same.
    /// - Throws: `ConfigErrors` with every mistake.
    static func load(_ invocation: Invocation, reporting: ((ConfigErrors) -> Void)? = nil) throws -> (ConfigLoader, ConfigSet) {
        let sources = invocation.occurrences.compactMap { occurrence -> ConfigSource? in
            switch occurrence.parameter {
            case "config-file": .file(occurrence.value)
            case "config-dir": .directory(occurrence.value)
            default: nil
            }
        }
        var loader = ConfigLoader(sources: sources, environment: environment)
        let configuration: ConfigSet
        do throws(ConfigErrors) { configuration = try loader.loadAll() } catch {
            guard let reporting else { throw error }
            reporting(error)
            return (loader, ConfigSet(ConfigProject.allCases.compactMap { try? loader.load($0) }))
        }
        guard configuration.files.isEmpty else { return (loader, configuration) }
        loader.base = embedded
        return (loader, try loader.loadAll())
    }

    private static var environment: [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let pair = entry.pointee {
            let parts = String(cString: pair).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return result
    }

    /// `log_file`, in `log_dir` when that is set; `nil` when neither is.
    static func logFile(_ configuration: ConfigSet) -> String? {
        for project in configuration.projects {
            guard let snapshot = configuration[project], let file = snapshot.string("log_file"), !file.isEmpty else { continue }
            guard let directory = snapshot.string("log_dir"), !directory.isEmpty, !file.hasPrefix("/") else { return file }
            return directory + "/" + file
        }
        return nil
    }
}
