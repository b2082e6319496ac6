/// How the control plane is started: what the command line says beyond the configuration files.
package struct ControlPlaneOptions: Sendable {
    /// `--config-file` and `--config-dir` in the order in which they were given.
    package var configSources: [ConfigSource] = []
    package var stateDirectory: String
    /// The state directory is thrown away at the end.
    package var isEphemeral = false
    /// Start the services of the configuration.
    package var startsServices = true
    /// Log lines go to standard error: there is no shell on the terminal.
    package var logsToStandardError = false
    /// Overrides from the command line: project, group, option, value.
    package var overrides: [(project: String, group: String, name: String, value: String)] = []
    package var environment: [String: String] = [:]
    /// `noauth` on an address that others can reach is refused without this.
    package var allowsOpenNoauth = false

    package enum ConfigSource: Sendable, Hashable {
        /// A path, or `project:path`.
        case file(String)
        case directory(String)
    }

    package init(stateDirectory: String) { self.stateDirectory = stateDirectory }
}
