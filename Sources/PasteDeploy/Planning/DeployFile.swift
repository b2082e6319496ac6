import INI

/// A deployment file as one load sees it: the document, and the defaults of this load.
struct DeployFile {
    /// The absolute path, or the name of a text that is not a file.
    let path: String
    let document: INIDocument
    private let index: SectionIndex

    /// What interpolation finds besides the section itself: `[DEFAULT]`, `here`, `__file__`, and what the load was called with.
    let defaults: [String: Interpolation.Value]

    /// `defaults`, interpolated: what becomes global conf.
    let globalConf: [String: String]

    /// What is wrong with the defaults.
    let mistakes: [Interpolation.Mistake]

    /// - Parameter outer: what the load was called with; the file's own defaults come before it.
    init(path: String, document: INIDocument, index: SectionIndex, outer: [String: String]) {
        self.path = path
        self.document = document
        self.index = index
        var defaults: [String: Interpolation.Value] = [
            "here": Interpolation.Value(text: FilePath.directory(of: path), entry: nil),
            "__file__": Interpolation.Value(text: path, entry: nil),
        ]
        for section in document.sections(named: "DEFAULT") {
            for entry in section.entries { defaults[entry.key] = Interpolation.Value(text: entry.value, entry: entry) }
        }
        for (key, value) in outer where defaults[key] == nil { defaults[key] = Interpolation.Value(text: value, entry: nil) }
        self.defaults = defaults
        let interpolation = Interpolation(section: nil, defaults: defaults)
        var globalConf: [String: String] = [:]
        var mistakes: [Interpolation.Mistake] = []
        for (key, value) in defaults {
            guard let entry = value.entry else {
                globalConf[key] = value.text
                continue
            }
            let expanded = interpolation.expand(entry)
            globalConf[key] = expanded.value
            mistakes += expanded.mistakes
        }
        self.globalConf = globalConf
        self.mistakes = mistakes
    }

    /// The sections of that object and name; of two aliases of a kind, only the first that occurs.
    func sections(_ object: DeployObject, named name: String) -> [INISection] {
        index.sections(object, named: name)
    }

    /// The names under which that object can be had, in the order of the file.
    func names(_ object: DeployObject) -> [String] {
        document.sections.compactMap { section in
            SectionKind.split(section.name).flatMap { $0.kind.object == object ? $0.name : nil }
        }
    }
}
