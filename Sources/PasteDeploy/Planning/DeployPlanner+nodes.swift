import INI

extension DeployPlanner {
    /// Plans what a context of an app stands for.
    func node(_ context: SectionContext) -> PlanNode? {
        switch context.shape {
        case .node(let node):
            return node
        case .filterWith(let filters, let inner):
            guard let node = node(inner) else { return nil }
            return .pipeline(
                PlanPipeline(name: context.name, strategy: nil, filters: filters, application: node, creation: .filtersFirst))
        case .filterApp(let filter, let next):
            guard let filters = plannedFilters(filter, Reference(name: context.name, position: context.position)) else { return nil }
            return .pipeline(
                PlanPipeline(name: context.name, strategy: nil, filters: filters, application: next, creation: .applicationFirst))
        case .factory(let name, let kind, let position):
            let kinds = (kind ?? kindOfCall(context, name)).map { [$0] } ?? [.application, .composite]
            guard let registration = registration(kinds, name, at: position) else { return nil }
            let arguments = arguments(context, registration, name)
            switch registration.body {
            case .composite(let plan):
                return plan(CompositeLoader(planner: self, file: context.file, arguments: arguments))
            case .application:
                guard check(arguments, registration.row) else { return nil }
                return .application(
                    PlannedFactory(arguments: arguments, key: registration.row.key, reference: position, registration: registration))
            case .filter:
                return nil
            }
        }
    }

    /// Plans what a context of a filter stands for, outermost first.
    func plannedFilters(_ context: SectionContext, _ reference: Reference) -> [PlannedFactory]? {
        switch context.shape {
        case .node, .filterApp:
            report("`\(reference.name)` is no filter", at: reference.position)
            return nil
        case .filterWith(let outer, let inner):
            return plannedFilters(inner, reference).map { outer + $0 }
        case .factory(let name, let kind, let position):
            guard let registration = registration([kind ?? kindOfCall(context, name) ?? .filter], name, at: position) else { return nil }
            let arguments = arguments(context, registration, name)
            guard check(arguments, registration.row) else { return nil }
            return [
                PlannedFactory(
                    arguments: arguments, key: registration.row.key, reference: reference.position, registration: registration)
            ]
        }
    }

    /// The kind that the section gives to a `call:` factory; an `egg:` name finds its own.
    private func kindOfCall(_ context: SectionContext, _ name: String) -> FactoryKind? {
        FactoryName.egg(name) == nil ? context.kindFromSection : nil
    }

    private func arguments(
        _ context: SectionContext, _ registration: FactoryRegistry.Registration, _ factoryName: String
    ) -> FactoryArguments {
        FactoryArguments(
            sectionName: context.sectionName, name: context.name, kind: registration.row.kind, factoryName: factoryName,
            globalConf: context.globalConf, localConf: context.localConf, sectionPosition: context.position,
            sectionLine: line(at: context.position))
    }

    /// The factory of that name, of one of the kinds that would do.
    private func registration(_ kinds: [FactoryKind], _ name: String, at position: SourcePosition) -> FactoryRegistry.Registration? {
        for kind in kinds {
            if let registration = registry.registration(kind, named: name) { return registration }
        }
        let wanted = kinds.first ?? .application
        if FactoryName.egg(name) == nil, !name.contains(":") {
            report("`\(name)` is not in the form `module:object`", at: position, advice: advice(kinds, name))
        } else if let other = FactoryKind.allCases.first(where: { registry.contains($0, named: name) }) {
            report("`\(name)` is \(other.withArticle) factory, and this is \(wanted.withArticle)", at: position)
        } else if let known = kinds.lazy.compactMap({ HistoricalNames.factory(named: name, kind: $0) }).first {
            report("`\(name)` (\(known.key)) is a known \(wanted.rawValue) factory, but there is none like it here", at: position)
        } else {
            report("unknown \(wanted.rawValue) factory `\(name)`", at: position, advice: advice(kinds, name))
        }
        return nil
    }

    private func advice(_ kinds: [FactoryKind], _ name: String) -> String? {
        registry.nearest(to: name, kinds: kinds).map { "Did you mean `\($0)`?" }
    }

    /// Checks the options of a section against those its factory declares.
    private func check(_ arguments: FactoryArguments, _ row: FactoryRegistry.Row) -> Bool {
        var isGood = true
        for option in arguments.localConf {
            let value = option.isComplete ? option.value : nil
            guard let objection = row.objection(to: option.key, value: value, factory: arguments.factoryName) else { continue }
            report(objection.message, at: objection.isToValue ? option.valuePosition : option.position, advice: objection.advice)
            isGood = false
        }
        for option in row.options where option.required && arguments.option(option.name) == nil {
            report(
                "[\(arguments.sectionName)] lacks the option `\(option.name)`, which `\(arguments.factoryName)` needs",
                at: arguments.sectionPosition, advice: option.summary)
            isGood = false
        }
        return isGood
    }

    /// Plans a list of filters with an app at its end.
    func chain(
        _ list: FactoryArguments.Option, name: String, strategy: String?, in file: DeployFile, globalConf: [String: String]?,
        creation: PlanPipeline.Creation
    ) -> PlanNode? {
        guard list.isComplete else { return nil }
        guard let last = list.words.last else {
            report("the pipeline `\(list.key)` is empty", at: list.position, advice: "It lists filters, and an app at the end.")
            return nil
        }
        var filters: [PlannedFactory] = []
        var isComplete = true
        for word in list.words.dropLast() {
            if let planned = self.filters(Reference(name: word.text, position: word.position), in: file, globalConf: globalConf) {
                filters += planned
            } else {
                isComplete = false
            }
        }
        let application = application(Reference(name: last.text, position: last.position), in: file, globalConf: globalConf)
        lint(filters)
        guard isComplete, let application else { return nil }
        return .pipeline(
            PlanPipeline(name: name, strategy: strategy, filters: filters, application: application, creation: creation, list: list))
    }
}
