import INI

extension FactoryRegistry {
    /// Registers the composites of Paste, neutron and cinder.
    mutating func registerBuiltinComposites() {
        let notFound = FactoryOption("not_found_app", "The app that answers when no path matches.")
        registerComposite(
            key: "urlmap", summary: "Dispatches by path: each option is a path, its value the app there.", options: [notFound],
            plan: { Self.urlmap($0, leavingOut: []) })
        registerComposite(
            key: "urlmap.cinder", summary: "Dispatches by path, as urlmap does; the volume service's own of 2012.", options: [notFound],
            plan: { Self.urlmap($0, leavingOut: []) })
        registerComposite(
            key: "root.cinder", summary: "Dispatches by path, as urlmap does, without the API versions that are disabled.",
            options: [notFound], plan: { Self.urlmap($0, leavingOut: $0.settings.disabledVersions) })
        registerComposite(
            key: "pipeline.neutron", summary: "Chooses a pipeline by the auth strategy: each option is a strategy.",
            plan: { Self.pipeline($0, knowsNoLimit: false) })
        registerComposite(
            key: "pipeline.cinder",
            summary: "Chooses a pipeline by the auth strategy, or `<strategy>_nolimit` without API rate limit: each option is a strategy.",
            plan: { Self.pipeline($0, knowsNoLimit: true) })
    }

    private static func urlmap(_ loader: CompositeLoader, leavingOut disabled: Set<String>) -> PlanNode? {
        let arguments = loader.arguments
        var entries: [(entry: PlanURLMap.Entry, position: SourcePosition)] = []
        var isComplete = true
        var notFound: PlanNode?
        if let option = arguments.option("not_found_app") {
            notFound = loader.application(option, globalConf: arguments.globalConf)
            isComplete = notFound != nil
        } else if let name = arguments.globalConf["not_found_app"], !name.isEmpty {
            notFound = loader.application(named: name, at: arguments.sectionPosition, globalConf: arguments.globalConf)
            isComplete = notFound != nil
        }
        for option in arguments.localConf where option.key != "not_found_app" {
            if disabled.contains(where: { option.key == "/" + $0 }), !loader.coversEverything { continue }
            guard let key = key(option, loader) else {
                isComplete = false
                continue
            }
            if let earlier = entries.firstIndex(where: { $0.entry.key == key }) {
                loader.warn(
                    "this entry has no effect: line \(option.position.line) is for the same path", at: entries[earlier].position)
                entries.remove(at: earlier)
            }
            guard let node = loader.application(option, globalConf: arguments.globalConf) else {
                isComplete = false
                continue
            }
            entries.append((PlanURLMap.Entry(key: key, node: node), option.position))
        }
        guard isComplete else { return nil }
        return .urlmap(PlanURLMap(name: arguments.name, entries: entries.map(\.entry), notFound: notFound))
    }

    private static func key(_ option: FactoryArguments.Option, _ loader: CompositeLoader) -> URLMapKey? {
        do {
            return try URLMapKey(parsing: option.key)
        } catch {
            let position = SourcePosition(
                file: option.position.file, line: option.position.line, column: option.position.column + error.offset)
            loader.report(
                "\(error.message)", at: position, advice: "An entry is `/path = app` or `domain NAME [port N] /path = app`.")
            return nil
        }
    }

    private static func pipeline(_ loader: CompositeLoader, knowsNoLimit: Bool) -> PlanNode? {
        let arguments = loader.arguments
        let wanted = loader.settings.authStrategy
        var chosen = arguments.option(wanted)
        if knowsNoLimit, !loader.settings.apiRateLimit, let unlimited = arguments.option(wanted + "_nolimit") { chosen = unlimited }
        guard let chosen else {
            let names = arguments.localConf.map(\.key)
            loader.report(
                "[\(arguments.sectionName)] has no pipeline for the auth strategy `\(wanted)`", at: arguments.sectionPosition,
                advice: names.isEmpty ? "It has none at all." : "It has: \(names.joined(separator: ", ")).")
            if loader.coversEverything {
                for option in arguments.localConf { _ = loader.pipeline(option) }
            }
            return nil
        }
        loader.record(
            PlanStrategies(
                composite: arguments.name, active: chosen.key,
                alternatives: arguments.localConf.map { option in
                    let words = option.words.map(\.text)
                    return PlanStrategies.Alternative(name: option.key, filters: Array(words.dropLast()), application: words.last ?? "")
                }))
        if loader.coversEverything {
            for option in arguments.localConf where option.key != chosen.key { _ = loader.pipeline(option) }
        }
        return loader.pipeline(chosen)
    }
}
