import Glibc

/// `clouds.yaml` in the state directory: how OpenStack's clients log in as the first administrator. Readable for its owner only.
struct CloudsFile: Sendable {
    static let cloud = "cloudsh"
    let path: String

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    init(directory: String) { path = directory + "/clouds.yaml" }

    /// Writes the file anew; it is complete when it appears.
    func write(authURL: String, password: String) throws {
        try write(
            """
            # Made once, when the first administrator was. It is this program's no longer: change it as you like.
            clouds:
              \(Self.cloud):
                auth:
                  auth_url: \(authURL)
                  username: admin
                  password: \(password)
                  project_name: admin
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
                identity_api_version: 3

            """)
    }

    /// Puts the identity service's address in place of the one that was expected; nothing when the file says something else by now.
    func correct(_ expected: String, to actual: String) throws {
        guard expected != actual, let text = read() else { return }
        let line = "auth_url: \(expected)\n"
        guard text.contains(line) else { return }
        try write(text.replacing(line, with: "auth_url: \(actual)\n"))
    }

    private func read() -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func write(_ text: String) throws {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let bytes = Array(text.utf8)
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0 else { throw failure() }
    }

    private func failure() -> Failure { Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))") }
}
