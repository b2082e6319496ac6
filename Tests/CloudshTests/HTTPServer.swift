import Glibc
import Testing
import WireClient

/// `cloudsh serve` with a configuration and a state directory of its own, on ports that the system chose.
final class HTTPServer {
    let directory: String
    private(set) var ports: [String: Int] = [:]
    private let child: ChildProcess
    private var isRunning = true

    struct StartFailure: Error, CustomStringConvertible { var description: String }

    /// - Parameters:
    ///   - neutron: further lines of `neutron.conf`; `cinder` likewise.
    ///   - files: written beside them; `DIR` in their text and in the lines above stands for the directory.
    ///   - descriptors: the limit of open files.
    init(neutron: String = "", cinder: String = "", files: [String: String] = [:], descriptors: Int? = nil) async throws {
        var template = Array("/tmp/cloudsh-http-XXXXXX".utf8CString)
        guard let directory = mkdtemp(&template).map({ String(cString: $0) }) else { throw StartFailure(description: "mkdtemp") }
        self.directory = directory
        var all = files
        all["neutron.conf"] =
            "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 0\nauth_strategy = noauth\napi_workers = 2\nrpc_workers = 1\n" + neutron
        all["cinder.conf"] =
            "[DEFAULT]\nosapi_volume_listen = 127.0.0.1\nosapi_volume_listen_port = 0\nauth_strategy = noauth\nosapi_volume_workers = 1\n"
            + cinder
        for (name, text) in all {
            guard let file = fopen(directory + "/" + name, "w") else { throw StartFailure(description: name) }
            fputs(text.split(separator: "DIR", omittingEmptySubsequences: false).joined(separator: directory), file)
            fclose(file)
        }
        let serve = [
            "serve", "--config-file", directory + "/neutron.conf", "--config-file", directory + "/cinder.conf", "--state-dir", directory,
        ]
        let environment = ["SWIFT_BACKTRACE": "enable=no"]
        if let descriptors {
            child = try ChildProcess(
                ["-c", "ulimit -n \(descriptors); exec \"$0\" \"$@\"", Binary.path] + serve, input: "", environment: environment,
                directory: nil,
                program: "/bin/sh")
        } else {
            child = try ChildProcess(serve, input: "", environment: environment, directory: nil)
        }
        let limit = ContinuousClock.now + .seconds(60)
        while ports.count < 2 {
            guard ContinuousClock.now < limit, kill(child.pid, 0) == 0 else {
                let result = await stop()
                throw StartFailure(description: result.errors)
            }
            try await Task.sleep(for: .milliseconds(10))
            for match in log.matches(of: #/cloudsh (\w+) listens on (?:https://)?127\.0\.0\.1:(\d+) with/#) {
                ports[String(match.1)] = Int(match.2)
            }
        }
    }

    /// The log as far as it has been written.
    var log: String {
        guard let file = fopen(directory + "/cloudsh.log", "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes.append(contentsOf: chunk[..<count]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func connect(_ app: String = "neutron") throws -> WireClient { try WireClient(port: ports[app] ?? 0) }

    /// Runs commands in an attached shell.
    func shell(_ commands: [String]) throws -> Binary.Result {
        try Binary.run(["--attach", directory + "/cloudsh.sock"], input: commands.joined(separator: "\n") + "\n")
    }

    func terminate() { kill(child.pid, SIGTERM) }

    /// Ends it, as a service manager does, and removes what it left.
    @discardableResult
    func stop() async -> Binary.Result {
        terminate()
        return await end()
    }

    /// Waits for its end.
    func end() async -> Binary.Result {
        let result = wait()
        _ = try? ChildProcess(["-rf", directory], input: "", environment: [:], directory: nil, program: "/bin/rm").finish()
        return result
    }

    /// The whole log of an instance that has been told to end.
    func logAtEnd() async throws -> String {
        #expect(wait().status == 143)
        defer { _ = try? ChildProcess(["-rf", directory], input: "", environment: [:], directory: nil, program: "/bin/rm").finish() }
        return log
    }

    private func wait() -> Binary.Result {
        guard isRunning else { return Binary.Result(status: -1, output: "", errors: "") }
        isRunning = false
        return child.finish()
    }

    /// Runs `test` with a server that ends well afterwards.
    static func serving(
        neutron: String = "", cinder: String = "", files: [String: String] = [:], descriptors: Int? = nil,
        _ test: (HTTPServer) async throws -> Void
    ) async throws {
        let server = try await HTTPServer(neutron: neutron, cinder: cinder, files: files, descriptors: descriptors)
        do { try await test(server) } catch {
            await server.stop()
            throw error
        }
        guard server.isRunning else { return }
        let result = await server.stop()
        #expect(result.status == 143)
    }
}

extension HTTPServer {
    /// One of the deployment files that the project is judged by, beside the checkout.
    static func deployment(_ name: String) -> String {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        guard let file = fopen(path + "/../shared/reference/deployments/" + name, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
