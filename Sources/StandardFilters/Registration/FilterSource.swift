import ConfigOptions
import Logging
import PasteDeploy

/// What the factories of one registry share.
struct FilterSource: Sendable {
    let project: ConfigProject
    let services: FilterServices
    let config: StandardFilters.Configuration

    /// The settings of a filter: its section's options before those of a group of the configuration.
    func settings(_ arguments: FactoryArguments, group: String, project: ConfigProject? = nil) -> FilterSettings {
        FilterSettings(arguments: arguments, config: config(project ?? self.project), group: group)
    }

    /// The log of a filter, with its name.
    func logger(_ arguments: FactoryArguments) -> Logger {
        var logger = services.logger
        logger[metadataKey: "filter"] = .string(arguments.name)
        return logger
    }
}
