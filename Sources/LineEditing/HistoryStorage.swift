import Glibc

/// An open history file; closed, and its lock given up, when this goes.
struct HistoryStorage: ~Copyable {
    private let path: String
    private let descriptor: Int32

    deinit {
        close(descriptor)
    }

    /// `nil` when there is no such file.
    static func openForReading(_ path: String) throws(HistoryFailure) -> HistoryStorage? {
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw HistoryFailure(path: path, call: "open", code: errno)
        }
        return HistoryStorage(path: path, descriptor: descriptor)
    }

    /// Opens the file, made if need be, for appending, as the only one who writes to it.
    static func openLocked(_ path: String) throws(HistoryFailure) -> HistoryStorage {
        while true {
            let descriptor = retrying { open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600) }
            guard descriptor >= 0 else { throw HistoryFailure(path: path, call: "open", code: errno) }
            let storage = HistoryStorage(path: path, descriptor: descriptor)
            guard retrying({ flock(descriptor, LOCK_EX) }) == 0 else { throw HistoryFailure(path: path, call: "flock", code: errno) }
            _ = fchmod(descriptor, 0o600)
            // While we waited, another session may have put a shorter file in its place.
            let identity = try storage.status().identity
            var named = stat()
            if stat(path, &named) == 0, FileIdentity(named) == identity { return storage }
        }
    }

    func status() throws(HistoryFailure) -> (identity: FileIdentity, size: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("fstat") }
        return (FileIdentity(status), Int(status.st_size))
    }

    func read(from offset: Int, count: Int) throws(HistoryFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                retrying { pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled)) }
            }
            guard got >= 0 else { throw failure("read") }
            guard got > 0 else { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Appends one line; a line that a crash cut short is ended first.
    func append(_ line: String) throws(HistoryFailure) {
        let size = try status().size
        var bytes = Array(line.utf8)
        bytes.append(UInt8(ascii: "\n"))
        if size > 0, try read(from: size - 1, count: 1) != [UInt8(ascii: "\n")] { bytes.insert(UInt8(ascii: "\n"), at: 0) }
        try Self.write(bytes, to: descriptor, path: path)
    }

    /// Puts a file with the last `count` lines in place of this one.
    func replace(withLast count: Int) throws(HistoryFailure) {
        let bytes = try read(from: 0, count: try status().size)
        let lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(count)
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let descriptor = Self.retrying { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw failure("open") }
        let next = HistoryStorage(path: temporary, descriptor: descriptor)
        try Self.write(Array((lines.joined(separator: [UInt8(ascii: "\n")]))) + [UInt8(ascii: "\n")], to: next.descriptor, path: temporary)
        guard rename(temporary, path) == 0 else { throw failure("rename") }
    }

    private func failure(_ call: String) -> HistoryFailure {
        HistoryFailure(path: path, call: call, code: errno)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(HistoryFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { buffer in retrying { Glibc.write(descriptor, buffer.baseAddress, buffer.count) } }
            guard written > 0 else { throw HistoryFailure(path: path, call: "write", code: errno) }
            rest = rest.dropFirst(written)
        }
    }

    private func retrying<Result: FixedWidthInteger>(_ call: () -> Result) -> Result { Self.retrying(call) }

    private static func retrying<Result: FixedWidthInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

extension FileIdentity {
    fileprivate init(_ status: stat) {
        self.init(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }
}
