import Synchronization

/// Reads files and remembers what was in them.
final class FileRecorder: Sendable {
    private let read = Mutex<(first: String?, texts: [String: String])>((nil, [:]))

    @Sendable func text(_ path: String) throws -> String {
        let text = try TextFile.read(path)
        read.withLock { read in
            if read.first == nil { read.first = path }
            read.texts[path] = text
        }
        return text
    }

    /// The file that was read first, with the others as what it includes; `nil` when none was read.
    func deployment(section: String) -> DeploymentText? {
        read.withLock { read in
            guard let first = read.first, let text = read.texts[first] else { return nil }
            var includes = read.texts
            includes[first] = nil
            return DeploymentText(name: first, text: text, includes: includes, section: section)
        }
    }
}
