import CommandLanguage
import Glibc

/// Files whose paths begin with what was typed.
enum FileCandidates {
    static func candidates(prefix: String, directoriesOnly: Bool) -> [CompletionWord] {
        let slash = prefix.lastIndex(of: "/")
        let directory = slash.map { String(prefix[...$0]) } ?? ""
        let name = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
        guard let stream = opendir(directory.isEmpty ? "." : directory) else { return [] }
        defer { closedir(stream) }
        var found: [CompletionWord] = []
        while let entry = readdir(stream) {
            let text = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard text.hasPrefix(name), text != ".", text != "..", !text.hasPrefix(".") || name.hasPrefix(".") else { continue }
            var information = stat()
            let isDirectory = stat(directory + text, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
            if directoriesOnly, !isDirectory { continue }
            found.append(CompletionWord(directory + text + (isDirectory ? "/" : ""), endsWord: !isDirectory))
        }
        return found.sorted { $0.value < $1.value }
    }
}
