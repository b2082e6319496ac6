import Glibc

/// The small files of a directory that only their owner may read: keys, the first administrator's password.
struct PrivateDirectory: Sendable {
    let path: String

    private static let maximumSize = 64 * 1024

    /// What a directory has of its own until a file is added, removed or renamed.
    struct Mark: Hashable {
        var node: UInt
        var seconds: Int
        var nanoseconds: Int
    }

    /// `nil` when the directory cannot be looked at.
    var mark: Mark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Mark(node: status.st_ino, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }

    /// Makes the directory, and those above it, where they are missing.
    func create() throws(TokenKeyError) {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += part
            if mkdir(built, 0o700) != 0, errno != EEXIST { throw failure("make the directory", built) }
            built += "/"
        }
    }

    /// The names of its files; empty when it does not exist.
    func names() throws(TokenKeyError) -> [String] {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return [] }
            throw failure("read the directory", path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    func read(_ name: String) throws(TokenKeyError) -> String {
        let file = path + "/" + name
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", file) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= Self.maximumSize {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", file) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
        throw TokenKeyError("\(file) is no such file: it is larger than \(Self.maximumSize) bytes")
    }

    /// Writes a file that appears under its name when it is complete, readable for its owner only unless `mode` says otherwise.
    func write(_ text: String, to name: String, mode: mode_t = 0o600) throws(TokenKeyError) {
        let file = path + "/" + name
        let draft = path + "/." + name + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("write", draft) }
        let bytes = Array(text.utf8)
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, Glibc.rename(draft, file) == 0 else {
            let error = failure("write", file)
            unlink(draft)
            throw error
        }
    }

    func rename(_ name: String, to other: String) throws(TokenKeyError) {
        guard Glibc.rename(path + "/" + name, path + "/" + other) == 0 else { throw failure("rename", path + "/" + name) }
    }

    func remove(_ name: String) throws(TokenKeyError) {
        guard unlink(path + "/" + name) == 0 else { throw failure("remove", path + "/" + name) }
    }

    private func failure(_ action: String, _ file: String) -> TokenKeyError {
        TokenKeyError("cannot \(action) \(file): \(String(cString: strerror(errno)))")
    }
}
