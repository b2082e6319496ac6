import CommandLanguage
import Glibc

/// Paths of commands that another process carries out: relative ones are meant from here, not from where that process runs.
enum CallerPaths {
    /// The words with every path in them made absolute.
    static func absolute(_ words: [String], of invocation: Invocation) -> [String] {
        guard let pointer = getcwd(nil, 0) else { return words }
        defer { free(pointer) }
        let directory = String(cString: pointer)
        var words = words
        for occurrence in invocation.occurrences {
            guard let parameter = invocation.command.parameters.first(where: { $0.name == occurrence.parameter }),
                let path = relativePath(occurrence.value, parameter.kind),
                let index = words.indices.dropFirst(invocation.command.path.count).first(where: { holds(occurrence.value, in: words[$0]) })
            else { continue }
            words[index] = words[index].dropLast(path.count) + directory + "/" + path
        }
        return words
    }

    /// Whether the word is the value, or an option with it.
    private static func holds(_ value: String, in word: String) -> Bool {
        if word == value { return true }
        guard word.hasPrefix("-") else { return false }
        return word.hasPrefix("--") ? word.hasSuffix("=" + value) : word.dropFirst(2) == value
    }

    /// The part of the value that is a relative path; it is the value's end.
    private static func relativePath(_ value: String, _ kind: ValueKind) -> String? {
        let path: String
        switch kind {
        case .file, .deploymentFile, .directory: path = value
        case .jsonBody where value.hasPrefix("@"): path = String(value.dropFirst())
        // What names no revision may name a file.
        case .revision where access(String(value.prefix { $0 != "#" }), F_OK) == 0: path = value
        default: return nil
        }
        return path.isEmpty || path.hasPrefix("/") || path == "-" ? nil : path
    }
}
