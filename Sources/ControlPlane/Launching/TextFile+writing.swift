import Glibc

extension TextFile {
    /// Writes a whole file: a reader, or a crash, finds the old one or the new one, never a part.
    ///
    /// - Parameters:
    ///   - isReplacing: whether a file that is there is replaced. It keeps its mode, its owner as far as the system allows it; a symbolic link
    ///     goes on leading to it.
    ///   - model: a file whose mode a new one gets; `nil` = 0640 less the umask, since deployments may hold secrets.
    /// - Throws: ``ControlError`` that names the file and what the system says of it.
    package static func write(_ text: String, to path: String, replacing isReplacing: Bool, like model: String? = nil) throws {
        let target = resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        guard isReplacing || !exists else {
            throw ControlError("\(path) is there already", advice: "give --force to replace it, or another name")
        }
        guard !exists || status.st_mode & S_IFMT == S_IFREG else { throw ControlError("\(path) is no regular file") }
        let hasModel = exists || model.map { stat($0, &status) == 0 } ?? false
        var template = (target + ".XXXXXX").utf8CString.map { $0 }
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do {
            defer { close(descriptor) }
            try write(text, descriptor, path)
            if exists { _ = fchown(descriptor, status.st_uid, status.st_gid) }
            guard fchmod(descriptor, hasModel ? status.st_mode & 0o7777 : 0o640 & ~currentMask()) == 0, fsync(descriptor) == 0 else {
                throw failure(path)
            }
            // A link refuses a file that somebody else has made meanwhile; a rename replaces it.
            guard (exists ? rename(temporary, target) : link(temporary, target)) == 0 else { throw failure(path) }
            if !exists { unlink(temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        let directory = open(target.prefix(upTo: target.lastIndex(of: "/") ?? target.startIndex) + "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    private static func write(_ text: String, _ descriptor: Int32, _ path: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Where a path leads through symbolic links; the path itself when there is nothing yet.
    private static func resolved(_ path: String) -> String {
        guard let buffer = realpath(path, nil) else { return path }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// The system tells the mask only to who sets one.
    private static func currentMask() -> mode_t {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }

    private static func failure(_ path: String) -> ControlError {
        ControlError("cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
