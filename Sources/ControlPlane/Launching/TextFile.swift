import Glibc

/// Reads configuration and deployment files.
package enum TextFile {
    /// Files of this kind have a few kilobytes; a device or a mistake must not fill the memory.
    private static let maximumSize = 4 * 1024 * 1024

    /// The whole text of a file.
    ///
    /// - Throws: ``ControlError`` that names the file and what the system says of it.
    @Sendable package static func read(_ path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ControlError("cannot read \(path): \(String(cString: strerror(errno)))", kind: .cannotStart) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ControlError("cannot read \(path): \(String(cString: strerror(errno)))", kind: .cannotStart) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= maximumSize else { throw ControlError("\(path) is larger than \(maximumSize) bytes", kind: .cannotStart) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ControlError("\(path) is no text in UTF-8", kind: .cannotStart)
        }
        return text
    }
}
