import INI

extension DeployPlanner {
    /// Follows every section of the file that nothing has led to yet; those first that no other section mentions.
    func checkRest(of file: DeployFile) {
        var mentioned: Set<String> = []
        for section in file.document.sections where SectionKind.split(section.name) != nil {
            for entry in section.entries { mentioned.formUnion(entry.words.map(\.text)) }
        }
        let sections = file.document.sections.compactMap { section in
            SectionKind.split(section.name).map { (section: section, kind: $0.kind, name: $0.name) }
        }
        for (section, kind, name) in sections where !mentioned.contains(name) { check(section, kind, of: file) }
        for (section, kind, _) in sections { check(section, kind, of: file) }
        for section in file.document.sections { checkName(of: section) }
    }

    private func check(_ section: INISection, _ kind: SectionKind, of file: DeployFile) {
        guard !visited.contains(SectionID(path: file.path, section: section.name)) else { return }
        let global = file.globalConf.merging(settings.globalConf) { _, new in new }
        let reference = Reference(name: SectionKind.split(section.name)?.name ?? "", position: section.position)
        _ = following(section, of: file, from: section.position) { () -> Bool? in
            guard let context = context(kind.object, section, of: file, passed: global) else { return nil }
            switch kind.object {
            case .application: _ = node(context)
            case .filter: _ = plannedFilters(context, reference)
            // What listens is set up by the configuration, not by a server section.
            case .server: break
            }
            return true
        }
    }

    /// Warns about a section that is meant for Paste and is not read by it.
    private func checkName(of section: INISection) {
        if section.name == "DEFAULT" || SectionKind.split(section.name) != nil { return }
        let prefixes = SectionKind.allCases.flatMap(\.prefixes)
        guard let colon = section.name.firstIndex(of: ":") else {
            if prefixes.contains(section.name) {
                warn("[\(section.name)] is not read: it has no name", at: section.position, advice: "Write `[\(section.name):main]`.")
            }
            return
        }
        let prefix = String(section.name[..<colon])
        warn(
            "[\(section.name)] is not read: `\(prefix)` is no kind of section", at: section.position,
            advice: Spelling.advice(for: prefix[...].trimmed, in: prefixes) ?? "There are: \(prefixes.joined(separator: ", ")).")
    }
}
