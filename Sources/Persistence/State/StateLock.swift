import Glibc
import Synchronization

/// The claim of one process on a state directory, held until it is released or the process ends, however it ends.
package final class StateLock: Sendable {
    package let path: String
    private let descriptor: Mutex<Int32?>

    /// Claims `directory`, which must exist.
    ///
    /// - Throws: ``StateError``: ``StateError/held(path:pid:)`` when another process has it.
    package init(directory: String) throws(StateError) {
        let path = directory + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StateError.unusable(path: path, reason: String(cString: strerror(errno))) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            let holder = Self.holder(descriptor)
            Glibc.close(descriptor)
            if code == EWOULDBLOCK { throw StateError.held(path: path, pid: holder) }
            throw StateError.unusable(path: path, reason: String(cString: strerror(code)))
        }
        // The number is for people and for the refusal's text; the lock does not depend on it.
        let text = "\(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the directory up. Doing so twice is harmless.
    package func release() {
        let held = descriptor.withLock { held -> Int32? in
            defer { held = nil }
            return held
        }
        if let held { Glibc.close(held) }
    }

    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
