import Glibc

/// Removes the throw-away directory of an ephemeral instance.
enum DirectoryTree {
    static func remove(_ path: String) {
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                guard name != ".", name != ".." else { continue }
                let child = path + "/" + name
                var information = stat()
                // Links are removed, never followed.
                if lstat(child, &information) == 0, information.st_mode & S_IFMT == S_IFDIR { remove(child) } else { unlink(child) }
            }
            closedir(stream)
        }
        rmdir(path)
    }
}
