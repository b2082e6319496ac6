import INI

/// Collects what files, environment and command line give to the options of one project.
struct OptionCollector {
    /// By the option's index in the catalog.
    private(set) var inputs: [OptionInput?]
    private(set) var unknown: [UnknownOption] = []
    private(set) var warnings: [SourceError] = []

    private let catalog: OptionCatalog

    init(loader: ConfigLoader, catalog: OptionCatalog, documents: [ConfigDocument]) {
        self.catalog = catalog
        inputs = Array(repeating: nil, count: catalog.options.count)
        for document in documents { collect(document) }
        collect(environment: loader.environment)
        for override in loader.overrides where override.project == nil || override.project == catalog.project {
            guard let index = catalog.index(override.key) else { continue }
            let isRepeated = catalog.options[index].type.isMulti && inputs[index]?.source == .commandLine
            let earlier = isRepeated ? inputs[index]?.texts ?? [] : []
            inputs[index] = OptionInput(texts: earlier + [.init(override.value)], source: .commandLine)
        }
    }

    private mutating func collect(_ document: ConfigDocument) {
        /// The rank of the name that gave an option its value in this document: the present name wins over former ones.
        var ranks: [Int: Int] = [:]
        for (key, entries) in document.assignments {
            guard let last = entries.last else { continue }
            let targets = catalog.targets(of: key)
            if targets.isEmpty {
                unknown += entries.map { UnknownOption(key, $0, in: document.ini, isCommon: document.owner == nil) }
            }
            for (index, rank) in targets {
                let option = catalog.options[index]
                // A former name that is an option of its own right is no mistake to use.
                if rank > 0, targets.allSatisfy({ $0.rank > 0 }) { warnings.append(formerName(key, option, last, document)) }
                let texts = (option.type.isMulti ? entries : [last]).map { OptionInput.Text($0, in: document.ini) }
                if option.type.isMulti {
                    inputs[index] = OptionInput(texts: (inputs[index]?.texts ?? []) + texts, source: .file(last.keyPosition))
                } else if rank <= ranks[index] ?? .max {
                    ranks[index] = rank
                    inputs[index] = OptionInput(texts: texts, source: .file(last.keyPosition))
                }
            }
        }
    }

    private func formerName(
        _ key: OptionKey, _ option: OptionDefinition, _ entry: INIEntry, _ document: ConfigDocument
    ) -> SourceError {
        document.ini.error(
            "\(key) is a former name", at: entry.keyPosition, advice: "Write `\(option.name)` in [\(option.group)].", severity: .warning)
    }

    /// `OS_GROUP__OPTION`, in upper case.
    private mutating func collect(environment: [String: String]) {
        for (variable, value) in environment where variable.hasPrefix("OS_") {
            guard variable == variable.uppercased(), let key = Self.key(ofVariable: variable), let index = catalog.index(key) else {
                continue
            }
            inputs[index] = OptionInput(texts: [.init(value)], source: .environment(variable: variable))
        }
    }

    private static func key(ofVariable variable: String) -> OptionKey? {
        let rest = variable.dropFirst(3)
        var index = rest.startIndex
        while index < rest.endIndex {
            let next = rest.index(after: index)
            if rest[index] == "_", next < rest.endIndex, rest[next] == "_" {
                let group = rest[..<index].lowercased()
                let name = rest[rest.index(after: next)...].lowercased()
                guard !group.isEmpty, !name.isEmpty else { return nil }
                return OptionKey(name, group: group == "default" ? "DEFAULT" : group)
            }
            index = next
        }
        return nil
    }
}
