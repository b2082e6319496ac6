import INI

extension DeployEditor {
    /// A filter in a pipeline that is to change.
    struct Target {
        let pipeline: PlanPipeline
        let filter: PlannedFactory

        /// Whether two pipelines of a plan come from the same place of the file.
        static func isSame(_ one: PlanPipeline, _ other: PlanPipeline) -> Bool {
            guard let list = one.list else { return other.list == nil && one.filters.map(\.reference) == other.filters.map(\.reference) }
            return list.position == other.list?.position
        }
    }

    /// Each place of the file where a filter of that name stands in a pipeline of the plan.
    func targets(having name: String, mount: String?) throws(DeployEditError) -> [Target] {
        let paths = try paths(at: mount)
        var found: [Target] = []
        for pipeline in paths.flatMap(\.pipelines) {
            guard let filter = filter(name, in: pipeline), !found.contains(where: { $0.filter.reference == filter.reference }) else {
                continue
            }
            found.append(Target(pipeline: pipeline, filter: filter))
        }
        guard found.isEmpty else { return found }
        let names = paths.flatMap(\.filterNames).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let place = mount.map { "the pipeline at `\($0)`" } ?? "no pipeline of the strategy `\(plan.settings.authStrategy)`"
        throw DeployEditError(
            "\(place) has \(mount == nil ? "a" : "no") filter `\(name)`",
            advice: Spelling.advice(for: name, in: names) ?? (names.isEmpty ? nil : "There are: \(names.joined(separator: ", "))."))
    }

    /// The filter of that name, or else the one of that factory.
    private func filter(_ name: String, in pipeline: PlanPipeline) -> PlannedFactory? {
        pipeline.filters.first { $0.name == name }
            ?? pipeline.filters.first { $0.key == name || $0.key.split(separator: ".").first.map(String.init) == name }
    }

    private func paths(at mount: String?) throws(DeployEditError) -> [PlanPath] {
        let paths = plan.paths
        guard let mount else { return paths }
        let found = paths.filter { $0.mount == normalized(mount) }
        guard found.isEmpty else { return found }
        let mounts = paths.map(\.mount)
        throw DeployEditError(
            "nothing is mounted at `\(mount)`",
            advice: Spelling.advice(for: mount, in: mounts) ?? "There are: \(mounts.joined(separator: ", ")).")
    }

    /// A pipeline that a filter without a place of its own goes into, or the app that there is instead of one.
    struct Way {
        let pipeline: PlanPipeline?
        let application: PlannedFactory
    }

    /// The pipelines that are meant when no filter of theirs is named.
    func ways(mount: String?) throws(DeployEditError) -> [Way] {
        let paths = try paths(at: mount)
        guard mount == nil else { return unique(paths.map { Way(pipeline: listed($0), application: $0.application) }) }
        // A strategy that changes nothing, as in pipelines of a version document, is not what makes an API.
        let choices = plan.strategies.filter { $0.alternatives.count == 1 || Set($0.alternatives.map(\.filters)).count > 1 }
        let composites = Set((choices.isEmpty ? plan.strategies : choices).map(\.composite))
        let chosen = paths.flatMap { path in
            path.pipelines.filter { $0.strategy != nil && composites.contains($0.name) }.map {
                Way(pipeline: $0, application: path.application)
            }
        }
        guard chosen.isEmpty else { return unique(chosen) }
        let longest = paths.max { $0.filters.count < $1.filters.count }
        return longest.map { [Way(pipeline: listed($0), application: $0.application)] } ?? []
    }

    private func listed(_ path: PlanPath) -> PlanPipeline? {
        path.pipelines.last { $0.strategy != nil } ?? path.pipelines.first { $0.list != nil } ?? path.pipelines.first
    }

    private func unique(_ ways: [Way]) -> [Way] {
        ways.reduce(into: []) { result, way in
            let isThere = result.contains { other in
                switch (other.pipeline, way.pipeline) {
                case (let one?, let two?): Target.isSame(one, two)
                case (nil, nil): other.application.arguments.sectionName == way.application.arguments.sectionName
                default: false
                }
            }
            if !isThere { result.append(way) }
        }
    }
}
