import INI

/// One file that has been read: whose it is and what it says about which option.
struct ConfigDocument: Sendable {
    let ini: INIDocument
    /// The path from the root, or nil for a text that is not in a file.
    let path: String?
    /// The project it belongs to; nil: it is common to all.
    let owner: ConfigProject?
    /// Whether all other files stand above it.
    let isBase: Bool
    /// All entries of a key, in the order of the keys' first appearance; repeated sections are one.
    let assignments: [(key: OptionKey, entries: [INIEntry])]

    init(_ ini: INIDocument, path: String?, owner: ConfigProject?, isBase: Bool = false) {
        self.ini = ini
        self.path = path
        self.owner = owner
        self.isBase = isBase
        var assignments: [(key: OptionKey, entries: [INIEntry])] = []
        var places: [OptionKey: Int] = [:]
        for section in ini.sections {
            let group = OptionKey.group(ofSection: section.name)
            for entry in section.entries {
                let key = OptionKey(entry.key, group: group)
                if let place = places[key] {
                    assignments[place].entries.append(entry)
                } else {
                    places[key] = assignments.count
                    assignments.append((key, [entry]))
                }
            }
        }
        self.assignments = assignments
    }
}
