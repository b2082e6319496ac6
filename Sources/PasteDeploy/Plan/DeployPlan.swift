package import INI

/// What a deployment file amounts to: every factory that will be called, with what, and how the results are put together.
///
/// A plan has been checked: every section it needs exists, every factory is known, every declared option fits. Nothing has been
/// created yet; `build()` does that, as often as wanted.
package struct DeployPlan: Sendable {
    /// The file, as the caller named it.
    package let source: String

    /// The file's text with what stands where in it: what the plan was made of, those files excepted that it includes.
    package let document: INIDocument

    /// The absolute path of the file, which `%(here)s` and relative names of other files go by; the name of a text that is in none.
    package let path: String

    /// The name of the section that was asked for.
    package let section: String
    package let settings: DeploySettings
    package let root: PlanNode

    /// The composites of the plan that choose by auth strategy.
    package let strategies: [PlanStrategies]

    /// What is allowed but hardly meant: filters in an order that does not work, options that have no effect.
    package let warnings: [SourceError]

    /// The auth strategies that the plan's composites have pipelines for, in the order of the file.
    package var strategyNames: [String] {
        var names: [String] = []
        for name in strategies.flatMap(\.alternatives).map(\.name) where !names.contains(name) { names.append(name) }
        return names
    }

    /// The filters that do harm on purpose, by their names in the deployment, each once, in the order of the file.
    package var faultFilters: [String] {
        var names: [String] = []
        for filter in paths.flatMap(\.filters) where filter.isFault && !names.contains(filter.name) { names.append(filter.name) }
        return names
    }

    /// The ways through the plan, in the order of the file.
    package var paths: [PlanPath] { Self.paths(of: root, mount: "", pipelines: []) }

    private static func paths(of node: PlanNode, mount: String, pipelines: [PlanPipeline]) -> [PlanPath] {
        switch node {
        case .application(let factory):
            return [PlanPath(mount: mount.isEmpty ? "/" : mount, pipelines: pipelines, application: factory)]
        case .pipeline(let pipeline):
            return paths(of: pipeline.application, mount: mount, pipelines: pipelines + [pipeline])
        case .urlmap(let map):
            var result = map.entries.flatMap { entry in
                let domain = entry.key.domain.map { "//" + $0 } ?? ""
                return paths(of: entry.node, mount: domain + mount + entry.key.path, pipelines: pipelines)
            }
            if let notFound = map.notFound {
                result += paths(of: notFound, mount: mount + "/*", pipelines: pipelines)
            }
            return result
        }
    }
}
