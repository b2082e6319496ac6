package import INI

/// The configurations of several projects that were loaded together.
package struct ConfigSet: Sendable {
    private let snapshots: [ConfigSnapshot]

    package init(_ snapshots: [ConfigSnapshot]) {
        self.snapshots = snapshots
    }

    package subscript(project: ConfigProject) -> ConfigSnapshot? {
        snapshots.first { $0.project == project }
    }

    package var projects: [ConfigProject] { snapshots.map(\.project) }

    /// Every option of every project.
    package var entries: [ConfigEntry] { snapshots.flatMap(\.entries) }

    /// The files that were read, each once.
    package var files: [String] {
        var seen: Set<String> = []
        return snapshots.flatMap(\.files).filter { seen.insert($0).inserted }
    }

    /// What is suspicious in the files but no mistake: former names, and options that no project knows.
    ///
    /// An unknown option of a common file counts when it is unknown to all projects.
    package var warnings: [SourceError] {
        var all = snapshots.flatMap(\.warnings)
        for snapshot in snapshots {
            for option in snapshot.unknown where isUnknownToAll(option) { all.append(option.warning(in: snapshot.catalog)) }
        }
        var seen: Set<SourcePosition> = []
        return all.filter { seen.insert($0.position).inserted }.sorted { $0.position < $1.position }
    }

    /// The set with another snapshot of one of its projects.
    package func replacing(_ snapshot: ConfigSnapshot) -> ConfigSet {
        ConfigSet(snapshots.map { $0.project == snapshot.project ? snapshot : $0 })
    }

    /// What becomes of this set when the files have been read again: only mutable options change.
    ///
    /// - Returns: the set to go on with, and for each project what was applied and what was refused.
    package func reloaded(from new: ConfigSet) -> (set: ConfigSet, reloads: [MutableReload]) {
        let reloads = snapshots.compactMap { old in new[old.project].map { MutableReload.apply(old: old, new: $0) } }
        return (reloads.reduce(self) { $0.replacing($1.snapshot) }, reloads)
    }

    private func isUnknownToAll(_ option: UnknownOption) -> Bool {
        !option.isCommon || snapshots.allSatisfy { $0.catalog.targets(of: option.key).isEmpty }
    }
}
