/// One place that configuration is read from, in the order of the command line.
package struct ConfigSource: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// A file, by its path as the user wrote it.
        case file(String)
        /// All `*.conf` files of a directory, by name.
        case directory(String)
        /// A text that is not in a file; the name stands for the path in positions.
        case text(name: String, String)
    }

    package let content: Content

    /// The project it was given for by name; nil: the files' names decide.
    package let project: ConfigProject?

    package init(_ content: Content, project: ConfigProject? = nil) {
        self.content = content
        self.project = project
    }

    /// The argument of `--config-file`: `FILE` or `PROJECT:FILE`.
    package static func file(_ argument: String) -> ConfigSource {
        let (project, path) = split(argument)
        return ConfigSource(.file(path), project: project)
    }

    /// The argument of `--config-dir`: `DIR` or `PROJECT:DIR`.
    package static func directory(_ argument: String) -> ConfigSource {
        let (project, path) = split(argument)
        return ConfigSource(.directory(path), project: project)
    }

    private static func split(_ argument: String) -> (ConfigProject?, String) {
        guard let colon = argument.firstIndex(of: ":"), let project = ConfigProject(rawValue: String(argument[..<colon])) else {
            return (nil, argument)
        }
        return (project, String(argument[argument.index(after: colon)...]))
    }
}
