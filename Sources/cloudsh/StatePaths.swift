import CommandLanguage
import Glibc

/// Where the tool keeps its state.
enum StatePaths {
    /// `--state-dir`, else `$XDG_STATE_HOME/cloudsh`, else `~/.local/state/cloudsh`; absolute.
    static func directory(_ invocation: Invocation) -> String {
        if let directory = invocation["state-dir"], !directory.isEmpty { return absolute(directory) }
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/cloudsh" }
        return (environment("HOME") ?? "/tmp") + "/.local/state/cloudsh"
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }

    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }

    /// A new directory for `--ephemeral`.
    static func makeTemporary() -> String? {
        var template = Array(((environment("TMPDIR") ?? "/tmp") + "/cloudsh-XXXXXX").utf8CString)
        return mkdtemp(&template).map { String(cString: $0) }
    }
}

extension StatePaths {
    /// The control socket of an instance that was started without `--state-dir`.
    static var defaultSocket: String {
        let base =
            environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? (environment("HOME") ?? "/tmp") + "/.local/state"
        return base + "/cloudsh/cloudsh.sock"
    }
}
