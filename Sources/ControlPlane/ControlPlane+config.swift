package import ConfigOptions
import Extensions
package import INI
import Logging
import Policy

extension ControlPlane {
    package func configEntries(project: ConfigProject?) -> [ConfigEntry] {
        guard let project else { return configuration.entries }
        return configuration[project]?.entries ?? []
    }

    /// Sets an option while running.
    ///
    /// - Parameters:
    ///   - group: `nil` = `[DEFAULT]`, or the only group that has an option of that name.
    ///   - caller: in a transaction of its session the option is set when that is committed.
    /// - Throws: ``ControlError`` when the option is unknown, ambiguous, not mutable, or the value does not fit.
    package func setOption(project: ConfigProject?, group: String?, name: String, value: String, by caller: SwapCaller? = nil) throws
        -> [ConfigEntry]
    {
        let matches = configEntries(project: project).filter { $0.name == name && (group == nil || $0.group == group) }
        guard !matches.isEmpty else {
            let known = configEntries(project: project).map(\.name)
            throw ControlError("no option '\(name)'", advice: Spelling.advice(for: name, in: known))
        }
        guard Set(matches.map(\.group)).count == 1 else {
            throw ControlError(
                "option '\(name)' is in several groups",
                advice: "say which: " + matches.map { "\($0.group).\(name)" }.joined(separator: ", "))
        }
        if let fixed = matches.first(where: { !$0.isMutable }) {
            throw ControlError(
                "\(fixed.project.rawValue): \(fixed.group).\(name) cannot change while the service runs",
                advice: "set it in a configuration file and restart")
        }
        var snapshots: [ConfigSnapshot] = []
        for match in matches {
            guard let snapshot = configuration[match.project] else { continue }
            do { snapshots.append(try snapshot.with(set: name, group: match.group, value: value)) } catch { throw ControlError("\(error)") }
        }
        // In a transaction the values have been checked; they hold when it is committed.
        for (match, snapshot) in zip(matches, snapshots) {
            let change = OpenTransaction.OptionChange(project: match.project, group: match.group, name: name, value: value)
            if !collect(change, by: caller) { adopt(snapshot) }
        }
        return snapshots.compactMap { $0.entry(name, group: matches[0].group) }
    }

    /// What is doubtful in the configuration files as they are on disk now, and every mistake in them.
    package func checkConfiguration() -> [SourceError] {
        do { return try loader.loadAll().warnings + projects.flatMap(\.service.enforcers).flatMap { $0.check() } } catch {
            return error.errors
        }
    }

    /// What a reload changed, and what it would have to restart for.
    package struct ReloadResult: Sendable {
        package var applied: [MutableReload.Change] = []
        package var refused: [MutableReload.Change] = []
        /// The projects whose files of rules have been read again.
        package var rules: [String] = []
    }

    /// Reads the configuration files again and takes over the options that may change while running; files of rules too, when they have changed.
    ///
    /// - Throws: ``ControlError`` with every mistake; the old configuration stays, or the old rules.
    package func reloadConfiguration() throws -> ReloadResult {
        let fresh: ConfigSet
        do {
            fresh = try loader.loadAll()
        } catch {
            logger.error("the configuration is not reloaded: \(error)")
            throw ControlError("the configuration is not reloaded:\n\(error)")
        }
        var result = ReloadResult()
        for project in configuration.projects {
            guard let old = configuration[project], let new = fresh[project] else { continue }
            let reload = MutableReload.apply(old: old, new: new)
            adopt(reload.snapshot)
            result.applied += reload.applied
            result.refused += reload.refused
        }
        result.rules = try reloadRules()
        for change in result.applied { logger.info("configuration: \(change)") }
        for change in result.refused { logger.warning("configuration: \(change) needs a restart; the old value stays") }
        notices.post(Notice(.config, "configuration reloaded: \(result.applied.count) changes, \(result.refused.count) need a restart"))
        return result
    }

    func adopt(_ snapshot: ConfigSnapshot) {
        configuration = configuration.replacing(snapshot)
        for project in projects where project.project == snapshot.project { project.config.snapshot = snapshot }
        // The log is one for all projects: debug wins when any of them asks for it.
        let wantsDebug = configuration.projects.contains { configuration[$0]?.bool("debug") ?? false }
        if wantsDebug { log.level = .debug } else if log.level == .debug { log.level = .info }
    }
}
