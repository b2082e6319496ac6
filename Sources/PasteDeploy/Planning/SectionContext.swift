import INI

/// A section on its way into a plan: what it resolved to, still open to be changed by a section that uses it.
final class SectionContext {
    enum Shape {
        /// A factory; its kind is nil when the section that names it decides.
        case factory(name: String, kind: FactoryKind?, position: SourcePosition)
        /// A filter around an app that is planned already.
        case filterApp(filter: SectionContext, next: PlanNode)
        /// `filter-with` around what the section would be without it.
        case filterWith(filters: [PlannedFactory], inner: SectionContext)
        /// A pipeline section, planned already.
        case node(PlanNode)
    }

    var name: String
    var sectionName: String
    var position: SourcePosition
    var globalConf: [String: String]
    var localConf: [FactoryArguments.Option]
    /// The file in which a composite looks up its parts.
    var file: DeployFile
    let shape: Shape

    /// The kind of the outermost section, for `call:` factories.
    var kindFromSection: FactoryKind?

    init(
        name: String, sectionName: String, position: SourcePosition, globalConf: [String: String], localConf: [FactoryArguments.Option],
        file: DeployFile, shape: Shape
    ) {
        self.name = name
        self.sectionName = sectionName
        self.position = position
        self.globalConf = globalConf
        self.localConf = localConf
        self.file = file
        self.shape = shape
    }

    /// Makes it the context of a section that uses this one: that section's options win.
    ///
    /// - Returns: whether the options could reach a factory.
    func adopt(
        name: String, section: INISection, additions: [String: String], options: [FactoryArguments.Option], file: DeployFile,
        originalFile: String?
    ) -> Bool {
        self.name = name
        self.sectionName = section.name
        self.position = section.position
        self.file = file
        globalConf.merge(additions) { _, new in new }
        if let originalFile { globalConf["__file__"] = originalFile }
        if kindFromSection == nil {
            switch SectionKind.split(section.name)?.kind {
            case .app: kindFromSection = .application
            case .composite: kindFromSection = .composite
            case .filter, .filterApp: kindFromSection = .filter
            default: break
            }
        }
        switch shape {
        case .factory:
            for option in options { localConf.replaceOrAppend(option) }
            return true
        case .filterApp(let inner, _):
            return inner.adopt(
                name: inner.name, section: section, additions: additions, options: options, file: file, originalFile: originalFile)
        case .filterWith(_, let inner):
            return inner.adopt(
                name: name, section: section, additions: additions, options: options, file: file, originalFile: originalFile)
        case .node:
            return options.isEmpty
        }
    }
}

extension [FactoryArguments.Option] {
    mutating func replaceOrAppend(_ option: FactoryArguments.Option) {
        if let index = firstIndex(where: { $0.key == option.key }) {
            self[index] = option
        } else {
            append(option)
        }
    }

    /// Takes an option out.
    mutating func take(_ key: String) -> FactoryArguments.Option? {
        firstIndex { $0.key == key }.map { remove(at: $0) }
    }
}
