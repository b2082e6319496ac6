import INI

extension DeployPlanner {
    /// Reports filters that stand in a pipeline twice, and warns about an order that loads but does not work.
    func lint(_ filters: [PlannedFactory]) {
        var seen: [String: SourcePosition] = [:]
        for filter in filters {
            if let first = seen.updateValue(filter.reference, forKey: filter.arguments.sectionName) {
                let place = first.line == filter.reference.line ? "" : ", first in line \(first.line)"
                report(
                    "filter `\(filter.name)` is in this pipeline twice\(place)", at: filter.reference,
                    advice: "A second one needs a section of its own, with `use = \(filter.name)`.")
            }
        }
        for problem in FilterOrder.problems(filters.map { ($0.name, $0.key) }) {
            warn(problem.message, at: filters[problem.index].reference)
        }
    }
}
