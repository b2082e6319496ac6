package import ConfigOptions
package import INI
import Logging
import Synchronization

/// The rules of one service: its defaults, and what the files of the operator say instead.
///
/// Requests read ``rules`` and go by that set to their end; a reload replaces it.
package final class Enforcer: Sendable {
    private struct State {
        var rules: RuleSet
        /// The files as they were when last read; `nil` before.
        var stamps: [PolicyFiles.Stamp]?
        var isLoaded = false
    }

    private let defaults: [RuleDefault]
    private let config: @Sendable () -> ConfigSnapshot
    private let state: Mutex<State>
    private let logger: Logger

    /// Begins with the defaults alone; ``load()`` reads the files.
    ///
    /// - Parameter config: the configuration of the service's project at this moment.
    package init(_ defaults: [RuleDefault], config: @escaping @Sendable () -> ConfigSnapshot) {
        self.defaults = defaults
        self.config = config
        let snapshot = config()
        var linker = Self.linker(defaults, [], snapshot)
        state = Mutex(State(rules: Self.set(linker.link(), snapshot, generation: 0)))
        logger = Logger(label: "\(snapshot.project.rawValue).policy")
    }

    /// The rules in force.
    package var rules: RuleSet { state.withLock { $0.rules } }

    /// Whether the files have been read without a mistake.
    package var isLoaded: Bool { state.withLock { $0.isLoaded } }

    /// Reads the files and puts their rules in force.
    ///
    /// - Throws: every mistake in them; the rules stay as they are.
    package func load() throws(PolicyErrors) {
        let snapshot = config()
        let files = PolicyFiles(config: snapshot)
        // Taken before reading: a change meanwhile makes another reload, not a lost one.
        let stamps = files.stamps()
        let (overrides, mistakes) = files.read()
        var linker = Self.linker(defaults, overrides, snapshot)
        let rules = linker.link()
        let errors = mistakes + linker.errors
        guard errors.isEmpty else {
            state.withLock { $0.stamps = stamps }
            throw PolicyErrors(errors)
        }
        for warning in linker.warnings { logger.warning("\(warning)") }
        state.withLock { state in
            state.rules = Self.set(rules, snapshot, generation: state.rules.generation + 1)
            state.stamps = stamps
            state.isLoaded = true
        }
    }

    /// Reads the files again when they are not as they were; a mistake in them is logged, and the rules stay as they are.
    ///
    /// - Returns: whether there are new rules in force.
    @discardableResult
    package func reloadIfChanged() -> Bool { (try? loadIfChanged()) ?? false }

    /// As ``reloadIfChanged()``.
    ///
    /// - Throws: what is logged.
    package func loadIfChanged() throws(PolicyErrors) -> Bool {
        // Before the first time there is nothing that could have changed.
        guard let known = state.withLock({ $0.stamps }), known != PolicyFiles(config: config()).stamps() else { return false }
        do {
            try load()
        } catch {
            logger.error("the rules are not read again, the old ones stay:\n\(error)")
            throw error
        }
        logger.info("the rules are read again: \(rules.rules.count { $0.isOverridden }) are from files")
        return true
    }

    /// What is wrong or doubtful in the files as they are on disk now.
    package func check() -> [SourceError] {
        let snapshot = config()
        let (overrides, mistakes) = PolicyFiles(config: snapshot).read()
        var linker = Self.linker(defaults, overrides, snapshot)
        _ = linker.link()
        return mistakes + linker.errors + linker.warnings
    }

    private static func linker(_ defaults: [RuleDefault], _ overrides: [RuleOverride], _ config: ConfigSnapshot) -> RuleLinker {
        RuleLinker(defaults, overrides, enforcesNewDefaults: config.bool("enforce_new_defaults", group: "oslo_policy"))
    }

    private static func set(_ rules: [PolicyRule], _ config: ConfigSnapshot, generation: Int) -> RuleSet {
        RuleSet(
            rules, fallback: config.string("policy_default_rule", group: "oslo_policy") ?? "default",
            enforcesScopes: config.bool("enforce_scope", group: "oslo_policy"), generation: generation)
    }
}
