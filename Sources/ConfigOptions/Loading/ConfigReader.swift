import INI

/// Finds and reads the files of one load.
struct ConfigReader {
    let loader: ConfigLoader
    let projects: [ConfigProject]
    private(set) var documents: [ConfigDocument] = []
    private(set) var errors: [SourceError] = []

    /// The directories given by `--config-dir` or found, with their owners.
    private var configDirectories: [(path: String, owner: ConfigProject?)] = []
    /// Whether the command line named a file or directory: then nothing is searched for.
    private let hasNamedSources: Bool

    /// The name under which the program's own directories and file are searched.
    private static let program = "cloudsh"

    init(loader: ConfigLoader, projects: [ConfigProject]) {
        self.loader = loader
        self.projects = projects
        hasNamedSources = loader.sources.contains { source in
            if case .text = source.content { false } else { true }
        }
    }

    mutating func readAll() {
        for project in projects {
            guard let text = loader.base[project] else { continue }
            let document = INIDocument(parsing: text, file: "built in", dialect: .osloConfig)
            documents.append(ConfigDocument(document, path: nil, owner: project, isBase: true))
        }
        for source in loader.sources {
            switch source.content {
            case .text(let name, let text):
                let owner = source.project ?? ConfigProject.owner(ofFile: name)
                guard isWanted(owner) else { continue }
                documents.append(
                    ConfigDocument(INIDocument(parsing: text, file: name, dialect: .osloConfig), path: nil, owner: owner))
            case .file(let name): readNamedFile(name, source.project)
            case .directory(let name): readNamedDirectory(name, source.project)
            }
        }
        if !hasNamedSources { search() }
    }

    /// What counts for a project, in the order in which later documents override earlier ones: its base, common files, its own files.
    func documents(for project: ConfigProject) -> [ConfigDocument] {
        let own = documents.filter { $0.owner == project }
        return own.filter(\.isBase) + documents.filter { $0.owner == nil } + own.filter { !$0.isBase }
    }

    /// Where `findFile` looks, in order, without repetition: configuration directories, the directories of the files (the last
    /// file's first), the program's search path and, when files were named or the project was asked for, the project's.
    func directories(for project: ConfigProject) -> [String] {
        func isOwn(_ owner: ConfigProject?) -> Bool { owner == nil || owner == project }
        var all = configDirectories.filter { isOwn($0.owner) }.map(\.path)
        let own = documents.filter { $0.owner == project }.reversed() + documents.filter { $0.owner == nil }.reversed()
        all += own.compactMap { $0.path.map(FileAccess.parent) }
        all += loader.searchPath.directories(of: Self.program)
        if hasNamedSources || loader.searchedProjects.contains(project) {
            all += loader.searchPath.directories(of: project.rawValue)
        }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    private func isWanted(_ owner: ConfigProject?) -> Bool { owner.map(projects.contains) ?? true }

    // MARK: Named on the command line

    private mutating func readNamedFile(_ name: String, _ project: ConfigProject?) {
        let owner = project ?? ConfigProject.owner(ofFile: name)
        guard isWanted(owner) else { return }
        let candidates = candidates(name, owner)
        let path = candidates.first(where: FileAccess.exists) ?? candidates.first ?? name
        readFile(path, shownAs: path == candidates.first ? name : path, owner, searched: candidates)
    }

    private mutating func readNamedDirectory(_ name: String, _ project: ConfigProject?) {
        guard !name.isEmpty else { return report("config directory `` does not exist", name) }
        readDirectory(FileAccess.absolute(name, home: loader.searchPath.home), shownAs: name, project)
    }

    /// The paths that a named file may have: as it is and, for a bare name, in the search path.
    private func candidates(_ name: String, _ owner: ConfigProject?) -> [String] {
        guard !name.isEmpty else { return [] }
        let plain = FileAccess.absolute(name, home: loader.searchPath.home)
        guard !name.contains("/"), name != "~" else { return [plain] }
        let directories = loader.searchPath.directories(of: owner?.rawValue ?? Self.program)
        return [plain] + directories.map { "\($0)/\(name)" }.filter { $0 != plain }
    }

    // MARK: Searched

    private mutating func search() {
        searchFiles([Self.program], in: loader.searchPath.directories(of: Self.program), owner: nil)
        let own = loader.searchPath.ownDirectories(of: Self.program)
        for project in projects {
            let asked = loader.searchedProjects.contains(project) ? loader.searchPath.directories(of: project.rawValue) : []
            searchFiles(project.fileNames, in: own + asked, owner: project)
        }
    }

    private mutating func searchFiles(_ names: [String], in directories: [String], owner: ConfigProject?) {
        for name in names {
            guard let path = loader.searchPath.first(name + ".conf", in: directories) else { continue }
            readFile(path, shownAs: path, owner, searched: [path])
        }
        for name in names {
            guard let path = loader.searchPath.first(name + ".conf.d", in: directories, isDirectory: true) else { continue }
            readDirectory(path, shownAs: path, owner)
        }
    }

    // MARK: Reading

    private mutating func readDirectory(_ path: String, shownAs shown: String, _ project: ConfigProject?) {
        let directoryOwner = project ?? ConfigProject.owner(ofFile: path)
        let names: [String]
        do {
            names = try FileAccess.files(inDirectory: path)
        } catch {
            guard isWanted(project) else { return }
            return report(
                error.isMissing ? "config directory `\(shown)` does not exist" : "cannot read config directory `\(shown)`: \(error.reason)",
                shown)
        }
        if isWanted(directoryOwner) { configDirectories.append((path, directoryOwner)) }
        let prefix = shown.hasSuffix("/") ? shown : shown + "/"
        for name in names {
            let owner = project ?? ConfigProject.owner(ofFile: name) ?? directoryOwner
            guard isWanted(owner) else { continue }
            readFile("\(path)/\(name)", shownAs: prefix + name, owner, searched: [])
        }
    }

    private mutating func readFile(_ path: String, shownAs shown: String, _ owner: ConfigProject?, searched: [String]) {
        do {
            let text = try FileAccess.read(path)
            documents.append(ConfigDocument(INIDocument(parsing: text, file: shown, dialect: .osloConfig), path: path, owner: owner))
        } catch {
            guard error.isMissing else { return report("cannot read config file `\(shown)`: \(error.reason)", shown) }
            let places = searched.isEmpty ? "" : "; searched: " + searched.joined(separator: ", ")
            report("config file `\(shown)` does not exist\(places)", shown)
        }
    }

    private mutating func report(_ message: String, _ file: String) {
        errors.append(SourceError(message, at: SourcePosition(file: file.isEmpty ? "command line" : file, line: 0, column: 0)))
    }
}
