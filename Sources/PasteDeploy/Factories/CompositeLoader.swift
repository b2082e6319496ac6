package import INI

/// What a composite factory works with: its section, and the way to the parts that the section names.
package struct CompositeLoader {
    let planner: DeployPlanner
    let file: DeployFile
    package let arguments: FactoryArguments

    package var settings: DeploySettings { planner.settings }

    /// Whether also the parts are to be planned that the settings do not choose: nothing is built then, mistakes are looked for.
    package var coversEverything: Bool { planner.coversEverything }

    /// Plans the app that the value of an option names.
    ///
    /// - Parameter globalConf: what the app's section gets as global conf; nil for the file's defaults alone.
    /// - Returns: nil when it cannot be planned; that has been reported.
    package func application(_ option: FactoryArguments.Option, globalConf: [String: String]?) -> PlanNode? {
        guard option.isComplete else { return nil }
        return application(named: option.value, at: option.valuePosition, globalConf: globalConf)
    }

    /// Plans the app of that name; otherwise like `application(_:globalConf:)`.
    package func application(named name: String, at position: SourcePosition, globalConf: [String: String]?) -> PlanNode? {
        guard !name.isEmpty else {
            planner.report("the name of an app is missing", at: position)
            return nil
        }
        return planner.application(DeployPlanner.Reference(name: name, position: position), in: file, globalConf: globalConf)
    }

    /// Plans the list of filters, with an app at its end, that the value of an option is.
    ///
    /// As in the services' own factories, the parts get the file's defaults alone as global conf, and the filters are made first.
    package func pipeline(_ option: FactoryArguments.Option) -> PlanNode? {
        planner.chain(option, name: arguments.name, strategy: option.key, in: file, globalConf: nil, creation: .filtersFirst)
    }

    /// Notes what this composite chose from; the first note about a composite counts.
    package func record(_ strategies: PlanStrategies) {
        if !planner.strategies.contains(where: { $0.composite == strategies.composite }) { planner.strategies.append(strategies) }
    }

    package func report(_ message: String, at position: SourcePosition, advice: String? = nil) {
        planner.report(message, at: position, advice: advice)
    }

    package func warn(_ message: String, at position: SourcePosition, advice: String? = nil) {
        planner.warn(message, at: position, advice: advice)
    }
}
