import INI

extension DeployEditor {
    /// Finds what is meant by the name of a filter: a section of the deployment first, then a factory.
    func resolve(_ choice: PipelineEdit.FilterChoice) throws(DeployEditError) -> ResolvedFilter {
        for option in choice.options {
            guard isWritable(option.key) else { throw DeployEditError("`\(option.key)` is no name of a filter's option") }
        }
        if let section = document.sections.first(where: { filterName($0) == choice.name }) {
            let isAddition = document.line(section.position.line - 1) == Self.mark
            // What was added with options of its own is no pattern for the next one.
            if choice.options.isEmpty || !isAddition || row(named: choice.name) == nil { return try use(choice) }
        }
        guard let row = row(named: choice.name) else { throw unknownFilter(choice.name) }
        try check(choice.options, row)
        let isKey = !choice.name.contains(":")
        let factory = isKey ? row.names.first { !$0.hasPrefix("egg:cloudsh#") } ?? "egg:cloudsh#\(row.key)" : choice.name
        let option = FactoryName.egg(factory) == nil ? "paste.filter_factory" : "use"
        return added(Self.sectionName(row), key: row.key, choice, definition: (option, factory))
    }

    /// A word to call a factory's section by: its key without the service's name, or what its name ends with.
    private static func sectionName(_ row: FactoryRegistry.Row) -> String {
        let object = FactoryName.egg(row.key)?.entry ?? row.key.split(separator: ":").last.map(String.init) ?? row.key
        let word = object.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        return word.isEmpty ? "filter" : String(word)
    }

    /// A section of the deployment as it is, or one that uses it with other options.
    private func use(_ choice: PipelineEdit.FilterChoice) throws(DeployEditError) -> ResolvedFilter {
        guard let planned = plannedFilter(choice.name) else {
            throw DeployEditError("[filter:\(choice.name)] cannot be loaded", advice: "`pipeline check` says why.")
        }
        guard !choice.options.isEmpty else { return ResolvedFilter(name: choice.name, key: planned.key, options: [], section: nil) }
        try check(choice.options, planned.registration.row, given: planned.arguments.localConf.map(\.key))
        return added(choice.name, key: planned.key, choice, definition: ("use", choice.name))
    }

    private func added(
        _ base: String, key: String, _ choice: PipelineEdit.FilterChoice, definition: (key: String, value: String)
    ) -> ResolvedFilter {
        let taken = Set(document.sections.compactMap { filterName($0) })
        var name = base
        var number = 1
        while taken.contains(name) {
            number += 1
            name = "\(base)_\(number)"
        }
        let entries = [definition] + choice.options.map { ($0.key, Self.escaped($0.value)) }
        return ResolvedFilter(
            name: name, key: key, options: choice.options,
            section: document.appendingSection("filter:\(name)", comment: Self.mark, entries: entries))
    }

    private func filterName(_ section: INISection) -> String? {
        guard let (kind, name) = SectionKind.split(section.name), kind == .filter else { return nil }
        return name
    }

    private func plannedFilter(_ name: String) -> PlannedFactory? {
        let planner = DeployPlanner(
            registry: loader.registry, settings: loader.settings, coversEverything: false, readFile: loader.readFile)
        let start = SourcePosition(file: document.file, line: 0, column: 0)
        guard let file = planner.open(.document(document, path: plan.path), outer: loader.settings.globalConf, reference: start) else {
            return nil
        }
        return planner.filters(DeployPlanner.Reference(name: name, position: start), in: file, globalConf: nil)?.last
    }

    // MARK: Factories

    /// The filter factory of that name: its key, the part of its key before the service's name, or any name of history.
    private func row(named name: String) -> FactoryRegistry.Row? {
        if let registration = loader.registry.registration(.filter, named: name) { return registration.row }
        let rows = loader.registry.all.filter { $0.kind == .filter }
        if let row = rows.last(where: { $0.key == name }) { return row }
        let same = rows.filter { $0.key.split(separator: ".").first.map(String.init) == name }
        return Set(same.map(\.key)).count == 1 ? same.last : nil
    }

    private func unknownFilter(_ name: String) -> DeployEditError {
        let sections = document.sections.compactMap { filterName($0) }
        let keys = loader.registry.all.filter { $0.kind == .filter }.map(\.key)
        if document.sections.contains(where: { SectionKind.split($0.name)?.name == name }) {
            return DeployEditError("`\(name)` is no filter", advice: "Filters of the deployment: \(sections.joined(separator: ", ")).")
        }
        let similar = keys.filter { $0.split(separator: ".").first.map(String.init) == name }
        if similar.count > 1 {
            return DeployEditError("filter `\(name)` can be \(similar.joined(separator: " or "))")
        }
        return DeployEditError(
            "there is no filter `\(name)`",
            advice: Spelling.advice(for: name, in: sections + keys) ?? loader.registry.nearest(to: name, kinds: [.filter]).map {
                "Did you mean `\($0)`?"
            } ?? "Filters of the deployment: \(sections.joined(separator: ", ")).")
    }

    /// - Parameter given: the options that it has already.
    private func check(
        _ options: [PipelineEdit.FilterChoice.Option], _ row: FactoryRegistry.Row, given: [String] = []
    ) throws(DeployEditError) {
        for option in options {
            if let objection = row.objection(to: option.key, value: option.value, factory: row.key) {
                throw DeployEditError(objection.message, advice: objection.advice)
            }
        }
        for declared in row.options where declared.required && !(given + options.map(\.key)).contains(declared.name) {
            throw DeployEditError("filter `\(row.key)` needs the option `\(declared.name)`", advice: declared.summary)
        }
    }

    // MARK: Text

    /// Whether a text can stand as the name of an option that reaches a factory.
    private func isWritable(_ key: String) -> Bool {
        guard let first = key.first, !["#", ";", "["].contains(first), !key.contains(where: { $0 == ":" || $0 == "=" || $0.isWhitespace })
        else { return false }
        return !["use", "filter-with", "require", "next"].contains(key) && !DeployObject.allProtocols.contains { $0.option == key }
    }

    /// A value such that interpolation gives it back.
    static func escaped(_ value: String) -> String { value.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") }
}
