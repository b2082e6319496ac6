#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The few file operations that reading a configuration needs.
package enum FileAccess {
    /// Why a file or directory cannot be read.
    package struct Failure: Error {
        package let reason: String
        package let isMissing: Bool

        init(errno code: Int32) {
            reason = String(cString: strerror(code))
            isMissing = code == ENOENT || code == ENOTDIR
        }

        init(_ reason: String) {
            self.reason = reason
            isMissing = false
        }
    }

    /// More than any configuration has; a larger file is something else.
    static let maximumSize = 16 << 20

    /// Reads a whole file, which may be a pipe.
    package static func read(_ path: String) throws(Failure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 32 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { space -> Int in
                #if canImport(Glibc)
                    Glibc.read(descriptor, space.baseAddress, space.count)
                #else
                    Darwin.read(descriptor, space.baseAddress, space.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(errno: errno)
            }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= maximumSize else { throw Failure("larger than \(maximumSize >> 20) MiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure("not UTF-8 text") }
        return text
    }

    /// The names in a directory that end in one of the suffixes and are more than that, sorted.
    package static func files(inDirectory path: String, suffixes: [String] = [".conf"]) throws(Failure) -> [String] {
        guard let directory = opendir(path) else { throw Failure(errno: errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if suffixes.contains(where: { name.hasSuffix($0) && name != $0 }) { names.append(name) }
        }
        return names.sorted()
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The path from the root, with `~` as the home directory; `.` and `..` are taken out as Python's `abspath` does.
    static func absolute(_ path: String, home: String?) -> String {
        var whole = path
        if let home, path == "~" || path.hasPrefix("~/") { whole = home + path.dropFirst() }
        if !whole.hasPrefix("/") { whole = workingDirectory + "/" + whole }
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
