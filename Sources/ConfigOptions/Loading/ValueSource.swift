package import INI

/// Where the value of an option comes from.
package enum ValueSource: Sendable, Hashable, CustomStringConvertible {
    case `default`
    case file(SourcePosition)
    case environment(variable: String)
    case commandLine
    /// Set while running, by `config set`.
    case runtime

    /// What `config show` prints: `default`, `file:line`, `environment`, `command line`, `config set`.
    package var description: String {
        switch self {
        case .default: "default"
        case .file(let position): "\(position.file):\(position.line)"
        case .environment: "environment"
        case .commandLine: "command line"
        case .runtime: "config set"
        }
    }

    /// What stands in place of a file's position in a message about the value.
    var origin: SourcePosition {
        switch self {
        case .file(let position): position
        case .environment(let variable): SourcePosition(file: "environment variable \(variable)", line: 0, column: 0)
        default: SourcePosition(file: description, line: 0, column: 0)
        }
    }
}
