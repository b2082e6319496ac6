extension DeployPlan: CustomStringConvertible {
    /// The plan as an indented tree, one line for each urlmap entry, filter and application. Secret options are masked.
    package var description: String {
        var lines: [String] = []
        Self.write(root, indent: 0, to: &lines)
        return lines.joined(separator: "\n")
    }

    private static func write(_ node: PlanNode, indent: Int, to lines: inout [String]) {
        let blanks = String(repeating: "  ", count: indent)
        switch node {
        case .application(let factory):
            lines.append(blanks + describe(factory))
        case .pipeline(let pipeline):
            lines.append(blanks + "pipeline \(pipeline.name)" + (pipeline.strategy.map { " (\($0))" } ?? ""))
            for filter in pipeline.filters {
                lines.append(blanks + "  " + describe(filter))
            }
            write(pipeline.application, indent: indent + 1, to: &lines)
        case .urlmap(let map):
            lines.append(blanks + "urlmap \(map.name)")
            for entry in map.entries {
                lines.append(blanks + "  " + entry.key.description)
                write(entry.node, indent: indent + 2, to: &lines)
            }
            if let notFound = map.notFound {
                lines.append(blanks + "  otherwise")
                write(notFound, indent: indent + 2, to: &lines)
            }
        }
    }

    private static func describe(_ factory: PlannedFactory) -> String {
        let options = factory.shownOptions.map { " \($0.key)=\($0.value.split(whereSeparator: \.isNewline).joined(separator: " "))" }
        return "\(factory.arguments.kind.rawValue) \(factory.name) [\(factory.arguments.factoryName)]" + options.joined()
    }
}
