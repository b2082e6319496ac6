import INI

/// Loads deployment files: from the name of a section to a plan.
package struct DeployLoader: Sendable {
    package let registry: FactoryRegistry
    package let settings: DeploySettings

    /// Reads a file given by its absolute path; what it throws is shown to the user.
    package let readFile: @Sendable (String) throws -> String

    package init(registry: FactoryRegistry, settings: DeploySettings, readFile: @escaping @Sendable (String) throws -> String) {
        self.registry = registry
        self.settings = settings
        self.readFile = readFile
    }

    /// Plans the app of that name.
    ///
    /// - Parameter section: the name of the app without the kind of its section: `neutron` for `[composite:neutron]`.
    /// - Throws: when the app cannot be loaded, all the mistakes of the whole file, those in parts the app does not need included.
    package func plan(_ source: DeploySource, section: String = "main") throws(DeployErrors) -> DeployPlan {
        let planner = planner(coversEverything: false)
        let start = SourcePosition(file: source.name, line: 0, column: 0)
        let file = planner.open(source, outer: settings.globalConf, reference: start)
        let node = file.flatMap { file in
            planner.application(DeployPlanner.Reference(name: section, position: start), in: file, globalConf: settings.globalConf)
        }
        guard let file, let node, planner.errors.isEmpty else {
            throw DeployErrors(Self.sorted(planner.errors, check(source, section: section).errors))
        }
        return DeployPlan(
            source: source.name, document: file.document, path: file.path, section: section, settings: settings, root: node,
            strategies: planner.strategies,
            warnings: Self.sorted(planner.warnings))
    }

    /// Looks for every mistake in the whole file: all sections, all strategies, all versions.
    ///
    /// - Parameter section: an app that has to be there; nil when any will do.
    package func check(_ source: DeploySource, section: String? = nil) -> DeployCheck {
        let planner = planner(coversEverything: true)
        let start = SourcePosition(file: source.name, line: 0, column: 0)
        if let file = planner.open(source, outer: settings.globalConf, reference: start) {
            if let section {
                _ = planner.application(
                    DeployPlanner.Reference(name: section, position: start), in: file, globalConf: settings.globalConf)
            }
            planner.checkRest(of: file)
        }
        return DeployCheck(errors: Self.sorted(planner.errors), warnings: Self.sorted(planner.warnings))
    }

    private func planner(coversEverything: Bool) -> DeployPlanner {
        DeployPlanner(registry: registry, settings: settings, coversEverything: coversEverything, readFile: readFile)
    }

    private static func sorted(_ lists: [SourceError]...) -> [SourceError] {
        var seen: Set<SourceError> = []
        return lists.joined().filter { seen.insert($0).inserted }
            .sorted { ($0.position, $0.message) < ($1.position, $1.message) }
    }
}
