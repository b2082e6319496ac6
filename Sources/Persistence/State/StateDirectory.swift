import Glibc

/// The directory in which a running instance keeps everything it writes.
package enum StateDirectory {
    /// Creates the directory and those above it where they are missing, each for its owner only.
    ///
    /// One that exists keeps its permissions; it must be a directory that this process can write.
    package static func create(_ path: String) throws(StateError) {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += part
            if mkdir(built, 0o700) != 0, errno != EEXIST {
                throw StateError.unusable(path: built, reason: String(cString: strerror(errno)))
            }
            built += "/"
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw StateError.unusable(path: path, reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw StateError.unusable(path: path, reason: "not a directory") }
        guard access(path, R_OK | W_OK | X_OK) == 0 else { throw StateError.unusable(path: path, reason: String(cString: strerror(errno))) }
    }
}
