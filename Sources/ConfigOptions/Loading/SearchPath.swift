/// The directories that configuration is looked for in when it is not named by its path.
package struct SearchPath: Sendable, Hashable {
    /// The home directory; nil when there is none.
    package let home: String?
    /// `/etc`, or what stands for it.
    package let system: String

    package init(home: String?, system: String = "/etc") {
        self.home = home.flatMap { $0.isEmpty ? nil : $0 }
        self.system = system
    }

    /// `~/.NAME/`, `~/`, `/etc/NAME/`, `/etc/`, as oslo.config looks for the files of a project of that name.
    package func directories(of name: String) -> [String] {
        (home.map { ["\($0)/.\(name)", $0] } ?? []) + ["\(system)/\(name)", system]
    }

    /// Those of them that are only for that name: `~/.NAME/`, `/etc/NAME/`.
    package func ownDirectories(of name: String) -> [String] {
        (home.map { ["\($0)/.\(name)"] } ?? []) + ["\(system)/\(name)"]
    }

    /// The first of the directories that has an entry of that name, with the name.
    func first(_ name: String, in directories: [String], isDirectory: Bool = false) -> String? {
        directories.lazy.map { "\($0)/\(name)" }.first { isDirectory ? FileAccess.isDirectory($0) : FileAccess.exists($0) }
    }
}
