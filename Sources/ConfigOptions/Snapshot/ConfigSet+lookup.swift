extension ConfigSet {
    /// The options that a user may mean by `name`, `group.name`, `project.name` or `project.group.name`.
    ///
    /// Without a group `DEFAULT` is meant, or every group that has the name when `DEFAULT` has not. Without a project each project
    /// that has the option counts, so there may be several; there are none for a name that nobody has.
    package func entries(named path: String) -> [ConfigEntry] {
        var parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var asked = projects
        if parts.count > 1, let first = parts.first, let project = ConfigProject(rawValue: first) {
            asked = [project]
            parts.removeFirst()
        }
        guard let name = parts.last, (1...2).contains(parts.count) else { return [] }
        let group = parts.count == 2 ? parts.first : nil
        return asked.compactMap { self[$0] }.flatMap { $0.entries(named: name, group: group) }
    }

    /// What may have been meant by a path that `entries(named:)` knows nothing for, in the same form.
    package func suggestion(for path: String) -> String? {
        let parts = path.split(separator: ".").map(String.init)
        guard let name = parts.last else { return nil }
        let asked = parts.first.flatMap(ConfigProject.init(rawValue:)).map { [$0] } ?? projects
        let group = parts.dropLast().last { ConfigProject(rawValue: $0) == nil } ?? "DEFAULT"
        let near = asked.lazy.compactMap { self[$0]?.catalog.suggestion(for: OptionKey(name, group: group)) }.first
        return near.map { $0.group == "DEFAULT" ? $0.name : "\($0.group).\($0.name)" }
    }
}

extension ConfigSnapshot {
    fileprivate func entries(named name: String, group: String?) -> [ConfigEntry] {
        if let group { return entry(name, group: OptionKey.group(ofSection: group)).map { [$0] } ?? [] }
        if let entry = entry(name) { return [entry] }
        return catalog.options.filter { $0.name == name }.compactMap { entry(name, group: $0.group) }
    }
}
