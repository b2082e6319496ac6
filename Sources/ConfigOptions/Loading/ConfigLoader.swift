import INI

/// Reads the configuration of projects: command line over environment over files over defaults.
///
/// It is a value: loading again with the same loader is what a reload does. Loading touches nothing but the files it reads.
package struct ConfigLoader: Sendable {
    /// Files, directories and texts in the order of the command line. Those that belong to a project are read after the common ones,
    /// later ones override earlier ones.
    package var sources: [ConfigSource]

    /// For each project a text that all files stand above, common ones too: what the program gives its services when nobody says
    /// otherwise. Its place is shown as `built in:LINE`.
    package var base: [ConfigProject: String]

    /// Values from the command line, later ones over earlier ones.
    package var overrides: [OptionOverride]

    /// The process's environment; `OS_GROUP__OPTION` gives an option its value.
    package var environment: [String: String]

    package var searchPath: SearchPath

    /// Projects whose own directories (`~/.cinder/`, `/etc/cinder/`) are searched when no file or directory is named.
    package var searchedProjects: Set<ConfigProject>

    package var host: HostFacts

    package init(
        sources: [ConfigSource] = [], base: [ConfigProject: String] = [:], overrides: [OptionOverride] = [],
        environment: [String: String] = [:], searchPath: SearchPath? = nil,
        searchedProjects: Set<ConfigProject> = [], host: HostFacts = .current
    ) {
        self.sources = sources
        self.base = base
        self.overrides = overrides
        self.environment = environment
        self.searchPath = searchPath ?? SearchPath(home: environment["HOME"])
        self.searchedProjects = searchedProjects
        self.host = host
    }

    /// Loads one project; files that belong to others are not read.
    ///
    /// - Throws: every mistake there is.
    package func load(_ project: ConfigProject) throws(ConfigErrors) -> ConfigSnapshot {
        guard let snapshot = try loadAll([project])[project] else { throw ConfigErrors([]) }
        return snapshot
    }

    /// Loads several projects; each file is read once.
    ///
    /// - Throws: every mistake there is, in all files and for all projects.
    package func loadAll(_ projects: [ConfigProject] = ConfigProject.allCases) throws(ConfigErrors) -> ConfigSet {
        var reader = ConfigReader(loader: self, projects: projects)
        reader.readAll()
        var errors = reader.errors + reader.documents.flatMap(\.ini.errors) + unknownOverrides(projects)
        var snapshots: [ConfigSnapshot] = []
        for project in projects {
            let catalog = OptionCatalog.catalog(for: project)
            let documents = reader.documents(for: project)
            let collected = OptionCollector(loader: self, catalog: catalog, documents: documents)
            var evaluator = OptionEvaluator(catalog: catalog, inputs: collected.inputs, host: host)
            evaluator.evaluateAll()
            errors += evaluator.errors
            snapshots.append(
                ConfigSnapshot(
                    catalog: catalog, host: host, evaluated: evaluator, warnings: collected.warnings, documents: documents,
                    unknown: collected.unknown, searchDirectories: reader.directories(for: project)))
        }
        guard errors.isEmpty else { throw ConfigErrors(inFileOrder(errors, reader.documents)) }
        return ConfigSet(snapshots)
    }

    private func inFileOrder(_ errors: [SourceError], _ documents: [ConfigDocument]) -> [SourceError] {
        var places: [String: Int] = [:]
        for (place, document) in documents.enumerated() where places[document.ini.file] == nil { places[document.ini.file] = place }
        return errors.enumerated().sorted { left, right in
            let a = left.element.position
            let b = right.element.position
            let first = (places[a.file] ?? -1, a.line, a.column, left.offset)
            return first < (places[b.file] ?? -1, b.line, b.column, right.offset)
        }.map(\.element)
    }

    /// Overrides from the command line that no project has an option for.
    private func unknownOverrides(_ projects: [ConfigProject]) -> [SourceError] {
        overrides.compactMap { override in
            let asked = override.project.map { [$0] } ?? projects
            let catalogs = asked.filter { projects.contains($0) }.map(OptionCatalog.catalog(for:))
            guard let first = catalogs.first, catalogs.allSatisfy({ $0.index(override.key) == nil }) else { return nil }
            let names = catalogs.flatMap { catalog in catalog.options.filter { $0.group == override.key.group }.map(\.name) }
            return SourceError(
                "there is no option \(override.key)" + (catalogs.count == 1 ? " in \(first.project.rawValue)" : ""),
                at: ValueSource.commandLine.origin, advice: Spelling.advice(for: override.key.name, in: names))
        }
    }
}
