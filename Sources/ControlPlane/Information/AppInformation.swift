import ConfigOptions

/// What `app list` and `app show` tell of one app.
package struct AppInformation: Sendable {
    package enum State: String, Sendable { case running, stopped, failed }

    package var name: String
    /// The deployment file, or `embedded`.
    package var source: String
    package var section: String
    /// `host:port`, with `https://` in front when it speaks TLS.
    package var listen: String
    package var state: State
    /// Why it failed.
    package var reason: String?
    package var strategy: String
    /// The active revision's name.
    package var revision: String?
    package var inFlight: Int
    package var project: String
    package var workers: Int
    /// The filters of the active revision that do harm on purpose, for a prompt to warn of.
    /// Whether what runs is what its deployment file, or the one it was last saved to, would give.
    package var isSaved = true
    package var faultFilters: [String] = []
}

extension AppInformation {
    /// A configured app that there is nothing of but the reason why.
    static func failed(_ project: HostedProject, reason: String) -> AppInformation {
        let config = project.config.snapshot
        return AppInformation(
            name: project.appName,
            source: config.string(project.options.deployment.name, group: project.options.deployment.group) ?? "embedded",
            section: project.section, listen: "",
            state: .failed, reason: reason, strategy: config.string("auth_strategy") ?? "", revision: nil, inFlight: 0,
            project: project.project.rawValue, workers: 0)
    }
}
