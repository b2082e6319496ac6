import INI

extension DeployPlanner {
    /// Reads a section: its options, and what they say it is.
    ///
    /// - Parameter passed: the global conf of what refers to the section; it wins over the file's defaults. Nil for a reference that
    ///   passes none on.
    func context(_ object: DeployObject, _ section: INISection, of file: DeployFile, passed: [String: String]?) -> SectionContext? {
        guard let (kind, name) = SectionKind.split(section.name) else { return nil }
        var options = read(section, of: file, globalConf: file.globalConf.merging(passed ?? [:]) { _, new in new })
        let filterWith = object == .server ? nil : options.local.take("filter-with")
        _ = options.local.take("require")

        let inner: SectionContext? =
            switch kind {
            case .filterApp: filterApp(section, name, of: file, options)
            case .pipeline: pipeline(section, name, of: file, options)
            default: factory(object, section, name, of: file, options)
            }
        guard let filterWith else { return inner }
        let reference = Reference(name: filterWith.value, position: filterWith.valuePosition)
        guard filterWith.isComplete, let filters = filters(reference, in: file, globalConf: options.global), let inner else { return nil }
        return SectionContext(
            name: name, sectionName: section.name, position: section.position, globalConf: inner.globalConf, localConf: [], file: file,
            shape: .filterWith(filters: filters, inner: inner))
    }

    /// The options of a section after `set`, `get` and the rule about names of `[DEFAULT]`.
    struct SectionOptions {
        var local: [FactoryArguments.Option] = []
        var global: [String: String]
        /// What `set` says: it reaches what the section uses, too.
        var additions: [String: String] = [:]
    }

    private func read(_ section: INISection, of file: DeployFile, globalConf: [String: String]) -> SectionOptions {
        let interpolation = Interpolation(section: section, defaults: file.defaults)
        var options = SectionOptions(global: globalConf)
        var fetched: [(name: String, option: FactoryArguments.Option)] = []
        var seen: Set<String> = []
        for entry in section.entries where seen.insert(entry.key).inserted {
            let option = option(entry, expand(entry, interpolation))
            if entry.key.hasPrefix("set ") {
                let name = entry.key.dropFirst(4).trimmed
                options.additions[name] = option.value
                options.global[name] = option.value
            } else if entry.key.hasPrefix("get ") {
                fetched.append((entry.key.dropFirst(4).trimmed, option))
            } else if file.defaults[entry.key] != nil {
                warn(
                    "`\(entry.key)` has no effect here: [DEFAULT] has an option of that name", at: entry.keyPosition,
                    advice: "Write `set \(entry.key) = ...` to change it for this section.")
            } else {
                options.local.append(option)
            }
        }
        for (name, option) in fetched {
            if let value = options.global[option.value] {
                options.local.replaceOrAppend(
                    FactoryArguments.Option(
                        key: name, value: value, position: option.position, valuePosition: option.valuePosition,
                        sourceLine: option.sourceLine, words: Self.words(value, at: option.valuePosition), isComplete: true))
            } else if option.isComplete {
                report(
                    "`get`: there is no global option `\(option.value)`", at: option.valuePosition,
                    advice: Spelling.advice(for: option.value, in: options.global.keys.sorted()))
            }
        }
        return options
    }

    private func option(_ entry: INIEntry, _ expanded: (value: String, isComplete: Bool)) -> FactoryArguments.Option {
        FactoryArguments.Option(
            key: entry.key, value: expanded.value, position: entry.keyPosition, valuePosition: entry.valuePosition,
            sourceLine: line(at: entry.keyPosition),
            words: expanded.value == entry.value ? entry.words : Self.words(expanded.value, at: entry.valuePosition),
            isComplete: expanded.isComplete)
    }

    private static func words(_ value: String, at position: SourcePosition) -> [(text: String, position: SourcePosition)] {
        value.split(whereSeparator: \.isWhitespace).map { (String($0), position) }
    }

    // MARK: The kinds of section

    private func pipeline(_ section: INISection, _ name: String, of file: DeployFile, _ options: SectionOptions) -> SectionContext? {
        var local = options.local
        let list = local.take("pipeline")
        for extra in local {
            report(
                "a pipeline section has only the option `pipeline`; `\(extra.key)` is not allowed", at: extra.position,
                advice: Spelling.nearest(to: extra.key, in: ["pipeline", "filter-with"]).map { "Did you mean `\($0)`?" })
        }
        guard let list else {
            report("[\(section.name)] has no option `pipeline`", at: section.position, advice: "It lists filters, and an app at the end.")
            return nil
        }
        guard
            let node = chain(
                list, name: name, strategy: nil, in: file, globalConf: options.global, creation: .applicationFirst)
        else { return nil }
        return SectionContext(
            name: name, sectionName: section.name, position: section.position, globalConf: options.global, localConf: [], file: file,
            shape: .node(node))
    }

    private func filterApp(_ section: INISection, _ name: String, of file: DeployFile, _ options: SectionOptions) -> SectionContext? {
        var inner = options
        let next = inner.local.take("next")
        if next == nil {
            report(
                "[\(section.name)] has no option `next`", at: section.position, advice: "It names the app that the filter stands before.")
        }
        let node = next.flatMap {
            !$0.isComplete ? nil : application(Reference(name: $0.value, position: $0.valuePosition), in: file, globalConf: options.global)
        }
        guard let filter = factory(.filter, section, name, of: file, inner), let node else { return nil }
        return SectionContext(
            name: name, sectionName: section.name, position: section.position, globalConf: options.global, localConf: [], file: file,
            shape: .filterApp(filter: filter, next: node))
    }

    /// A section that names a factory, by `use` or by a `paste.` option.
    private func factory(
        _ object: DeployObject, _ section: INISection, _ name: String, of file: DeployFile, _ options: SectionOptions
    ) -> SectionContext? {
        var local = options.local
        let use = local.take("use")
        var given: [(option: FactoryArguments.Option, kind: FactoryKind?)] = []
        for (key, kind) in object.protocols {
            if let option = local.take(key) { given.append((option, kind)) }
        }
        if let use {
            if let extra = given.first {
                report(
                    "[\(section.name)] has both `use` and `\(extra.option.key)`; only one can name its factory", at: extra.option.position)
                return nil
            }
            return self.use(use, object, section, name, of: file, local, options)
        }
        guard let first = given.first else {
            reportMissingFactory(object, section, local)
            return nil
        }
        if let second = given.dropFirst().first {
            report(
                "[\(section.name)] names a factory twice, by `\(first.option.key)` and by `\(second.option.key)`",
                at: second.option.position)
            return nil
        }
        guard first.option.isComplete else { return nil }
        return SectionContext(
            name: name, sectionName: section.name, position: section.position, globalConf: options.global, localConf: local, file: file,
            shape: .factory(name: first.option.value, kind: first.kind, position: first.option.valuePosition))
    }

    private func use(
        _ use: FactoryArguments.Option, _ object: DeployObject, _ section: INISection, _ name: String, of file: DeployFile,
        _ local: [FactoryArguments.Option], _ options: SectionOptions
    ) -> SectionContext? {
        let reference = Reference(name: use.value, position: use.valuePosition)
        guard use.isComplete else { return nil }
        guard !use.value.isEmpty else {
            report("`use` is empty", at: use.position)
            return nil
        }
        guard let context = resolve(object, reference, in: file, globalConf: options.global, then: { $0 }) else { return nil }
        let reached = context.adopt(
            name: name, section: section, additions: options.additions, options: local, file: file,
            originalFile: options.global["__file__"])
        if !reached {
            for option in local {
                warn("`\(option.key)` has no effect: `\(use.value)` is a pipeline, which takes no options", at: option.position)
            }
        }
        return context
    }

    private func reportMissingFactory(_ object: DeployObject, _ section: INISection, _ local: [FactoryArguments.Option]) {
        let known = ["use"] + object.protocols.map(\.option)
        for option in local {
            if let wrong = DeployObject.allProtocols.first(where: { $0.option == option.key }) {
                report(
                    "`\(option.key)` names a factory for \(wrong.object.withArticle), and [\(section.name)] is \(object.withArticle)",
                    at: option.position)
                return
            }
        }
        let misspelt = local.lazy.compactMap { option in
            Spelling.nearest(to: option.key, in: known).map { "Did you mean `\($0)` by `\(option.key)`?" }
        }
        report(
            "[\(section.name)] names no factory", at: section.position,
            advice: misspelt.first ?? "It needs `use = ...` or `\(object.protocols.first?.option ?? "") = module:object`.")
    }
}
