import Glibc

/// A directory of a test's own, removed at the end of its life.
final class Scratch: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let path: String

    /// - Parameter files: texts by name.
    init(_ files: [String: String] = [:]) throws {
        var template = Array("/tmp/cloudsh-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary directory: \(errno)") }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { try write(name, text) }
    }

    deinit { Self.remove(path) }

    func write(_ name: String, _ text: String) throws {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure(description: "cannot write \(name): \(errno)") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure(description: "cannot write \(name)") }
    }

    func read(_ name: String) -> String? { Self.text(of: path + "/" + name) }

    static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// The permission bits of a file; `nil` when it is not there.
    func mode(of name: String) -> UInt32? {
        var information = stat()
        guard stat(path + "/" + name, &information) == 0 else { return nil }
        return information.st_mode & 0o777
    }

    static func remove(_ path: String) {
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(stream)
        }
        Glibc.remove(path)
    }

    // MARK: Configuration

    /// Configuration files of both services on free ports, and the arguments that name them.
    ///
    /// The time to drain is longer than a test waits: what keeps an instance from ending is found, not waited for.
    static let configuration = [
        "neutron.conf":
            "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 0\napi_workers = 1\nauth_strategy = noauth\ngraceful_shutdown_timeout = 600\n",
        "cinder.conf":
            "[DEFAULT]\nosapi_volume_listen = 127.0.0.1\nosapi_volume_listen_port = 0\nosapi_volume_workers = 1\nauth_strategy = noauth\n",
    ]

    /// The configuration of an identity service beside them: a free port, and passwords that are hashed quickly.
    static let identity = [
        "keystone.conf":
            "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 0\npublic_workers = 1\n[identity]\npassword_hash_rounds = 4\n"
    ]

    static let identityArguments = ["--config-file", "keystone.conf"]

    static let bothServices = ["--config-file", "cinder.conf", "--config-file", "neutron.conf"]

    /// Runs the binary here, with services of its own on free ports.
    func runWithServices(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Binary.Result {
        try Binary.run(["--ephemeral"] + Self.bothServices + arguments, input: input, environment: environment, directory: path)
    }

    /// Runs the binary here without services.
    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Binary.Result {
        try Binary.run(["--ephemeral", "--no-start"] + arguments, input: input, environment: environment, directory: path)
    }
}
