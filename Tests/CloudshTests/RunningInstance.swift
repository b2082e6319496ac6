import Glibc
import Synchronization

/// A `cloudsh serve` with a state directory of its own, which others attach to.
final class RunningInstance: Sendable {
    let scratch: Scratch
    let process: ChildProcess
    var socket: String { scratch.path + "/state/cloudsh.sock" }

    /// Returns when the instance answers.
    ///
    /// - Parameter scratch: the directory of an earlier one, to start it again.
    init(
        files: [String: String] = Scratch.configuration, arguments: [String] = Scratch.bothServices, environment: [String: String] = [:],
        in scratch: Scratch? = nil
    ) throws {
        self.scratch = try scratch ?? Scratch(files)
        process = try ChildProcess(
            ["serve", "--state-dir", "state"] + arguments, input: "", environment: environment, directory: self.scratch.path)
        let deadline = Clock.now + 30_000
        while !Self.answers(socket) {
            guard Clock.now < deadline, process.isRunning else {
                process.end(SIGKILL)
                throw Scratch.Failure(description: "serve did not start: \(process.finish())")
            }
            poll(nil, 0, 10)
        }
    }

    deinit { stop() }

    /// Ends it and waits until it has.
    func stop() {
        guard process.isRunning else { return }
        process.end(SIGTERM)
        _ = process.finish()
    }

    /// Runs the binary against this instance.
    func attach(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], directory: String? = nil
    ) throws -> Binary.Result {
        try Binary.run(
            ["--attach", socket] + arguments, input: input, environment: environment, directory: directory ?? scratch.path)
    }

    private static func answers(_ path: String) -> Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        } == 0
    }

    // MARK: Sharing

    private static let started = Mutex<RunningInstance?>(nil)

    /// One instance for all tests that change nothing others see; ended with the process of the tests.
    static func shared() throws -> RunningInstance {
        try started.withLock { started in
            if let started { return started }
            let instance = try RunningInstance()
            atexit { RunningInstance.stopShared() }
            started = instance
            return instance
        }
    }

    private static func stopShared() {
        started.withLock { started in
            guard let instance = started else { return }
            instance.process.end(SIGKILL)
            _ = instance.process.finish()
            Scratch.remove(instance.scratch.path)
            started = nil
        }
    }
}

/// Milliseconds of a clock that only goes forward.
enum Clock {
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
