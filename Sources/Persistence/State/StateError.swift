/// Why a state directory cannot be used.
package enum StateError: Error, Sendable, Hashable {
    /// Another process works in the directory; its number is `nil` when it has not written it yet.
    case held(path: String, pid: Int?)
    case unusable(path: String, reason: String)
}

extension StateError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let path, let pid):
            "state directory is in use by \(pid.map { "process \($0)" } ?? "another process") (lock file \(path))"
        case .unusable(let path, let reason):
            "cannot use \(path): \(reason)"
        }
    }
}
