import INI

/// The sections of a file by what they make and their name.
struct SectionIndex {
    private struct Key: Hashable {
        let prefix: String
        let name: String
    }

    private var sections: [Key: [INISection]] = [:]

    init(_ document: INIDocument) {
        var seen: Set<String> = []
        // A section that is written twice is reported as such, not as ambiguous.
        for section in document.sections where seen.insert(section.name).inserted {
            guard let (_, name) = SectionKind.split(section.name) else { continue }
            let prefix = String(section.name.prefix { $0 != ":" })
            sections[Key(prefix: prefix, name: name), default: []].append(section)
        }
    }

    /// The sections of that object and name; of two aliases of a kind, only the first that occurs.
    func sections(_ object: DeployObject, named name: String) -> [INISection] {
        object.sectionKinds.flatMap { kind in
            kind.prefixes.lazy.compactMap { sections[Key(prefix: $0, name: name)] }.first ?? []
        }
    }
}
