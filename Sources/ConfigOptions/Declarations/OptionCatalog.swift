import INI

/// All options of one project.
package final class OptionCatalog: Sendable {
    package let project: ConfigProject
    /// By group, `DEFAULT` first, then by name.
    package let options: [OptionDefinition]
    /// What the groups are for, by name; not every group has a text.
    package let groupHelp: [String: String]

    private let indices: [OptionKey: Int]
    private let formerIndices: [OptionKey: [(index: Int, rank: Int)]]

    private static let neutron = OptionCatalog(.neutron, OptionGroup.neutron + OptionGroup.shared)
    private static let cinder = OptionCatalog(.cinder, OptionGroup.cinder + OptionGroup.shared)
    private static let keystone = OptionCatalog(.keystone, OptionGroup.keystone + OptionGroup.shared)

    /// The catalog of a project; it is made at its first use.
    package static func catalog(for project: ConfigProject) -> OptionCatalog {
        switch project {
        case .neutron: neutron
        case .cinder: cinder
        case .keystone: keystone
        }
    }

    /// - Parameter groups: of two options of one group and name the first counts, so that a project's own come before shared ones.
    package init(_ project: ConfigProject, _ groups: [OptionGroup]) {
        self.project = project
        var help: [String: String] = [:]
        var seen: Set<OptionKey> = []
        var all: [OptionDefinition] = []
        for group in groups {
            if !group.help.isEmpty, help[group.name] == nil { help[group.name] = group.help }
            for option in group.options where seen.insert(option.key).inserted { all.append(option) }
        }
        all.sort { $0.key < $1.key }
        var indices: [OptionKey: Int] = [:]
        indices.reserveCapacity(all.count)
        var former: [OptionKey: [(index: Int, rank: Int)]] = [:]
        for (index, option) in all.enumerated() {
            indices[option.key] = index
            for (rank, name) in option.formerNames.enumerated() { former[name, default: []].append((index, rank + 1)) }
        }
        self.options = all
        self.groupHelp = help
        self.indices = indices
        self.formerIndices = former
    }

    package func option(_ name: String, group: String = "DEFAULT") -> OptionDefinition? {
        index(OptionKey(name, group: group)).map { options[$0] }
    }

    /// The names of all groups, `DEFAULT` first.
    package var groups: [String] {
        var names: [String] = []
        for option in options where names.last != option.group { names.append(option.group) }
        return names
    }

    /// The option that may have been meant by a key that is none: of that name in another group, else of a similar name in the same
    /// group, else of a similar name anywhere.
    package func suggestion(for key: OptionKey) -> OptionKey? {
        if let elsewhere = options.first(where: { $0.name == key.name }) { return elsewhere.key }
        let group = options.lazy.filter { $0.group == key.group }.map(\.name)
        if let near = Spelling.nearest(to: key.name, in: group) { return OptionKey(near, group: key.group) }
        guard let near = Spelling.nearest(to: key.name, in: options.lazy.map(\.name)) else { return nil }
        return options.first { $0.name == near }?.key
    }

    func index(_ key: OptionKey) -> Int? { indices[key] }

    /// The options that a key in a file stands for: the one of that name (rank 0) and those that had it once.
    func targets(of key: OptionKey) -> [(index: Int, rank: Int)] {
        let former = formerIndices[key] ?? []
        guard let index = indices[key] else { return former }
        return [(index, 0)] + former
    }
}
