import Dispatch
import Glibc
import Synchronization

/// A running binary with its standard streams.
final class ChildProcess: Sendable {
    struct SpawnError: Error { var code: Int32 }

    let pid: pid_t
    private let output: Reader
    private let errors: Reader
    /// How it ended, once it has been waited for.
    private let ending = Mutex<Int32?>(nil)
    private let input: Mutex<Int32>

    /// - Parameters:
    ///   - input: what it can read first.
    ///   - keepsInputOpen: whether more may come; ``closeInput()`` ends it.
    init(
        _ arguments: [String], input: String, environment: [String: String], directory: String?, program: String = Binary.path,
        keepsInputOpen: Bool = false
    ) throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [[Int32]] = [[-1, -1], [-1, -1], [-1, -1]]
        Self.spawning.lock()
        defer { Self.spawning.unlock() }
        for index in ends.indices {
            pipe(&ends[index])
            for end in ends[index] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0][0], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1][1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[2][1], 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.setSignals(&attributes)
        var variables = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": directory ?? "/nonexistent", "TERM": "xterm",
            "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
        ]
        variables.merge(environment) { $1 }
        let words = directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, program] + arguments } ?? [program] + arguments
        var argv = words.map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, words[0], &actions, &attributes, &argv, &envp)
        close(ends[0][0])
        close(ends[1][1])
        close(ends[2][1])
        guard code == 0 else { throw SpawnError(code: code) }
        pid = child
        output = Reader(ends[1][0])
        errors = Reader(ends[2][0])
        let bytes = Array(input.utf8)
        _ = write(ends[0][1], bytes, bytes.count)
        if !keepsInputOpen { close(ends[0][1]) }
        self.input = Mutex(keepsInputOpen ? ends[0][1] : -1)
    }

    deinit { closeInput() }

    /// The program shall find the signals as a shell leaves them, whatever the tests run under.
    static func setSignals(_ attributes: inout posix_spawnattr_t, flags: Int32 = 0) {
        var none = sigset_t()
        sigemptyset(&none)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | flags))
    }

    /// Held from the opening of descriptors until a program has started, so that no other program inherits them.
    static let spawning = SpawnLock()

    func closeInput() {
        input.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    var isRunning: Bool {
        ending.withLock { ending in
            guard ending == nil else { return false }
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return true }
            ending = status
            return false
        }
    }

    func end(_ signal: Int32) {
        ending.withLock { if $0 == nil { kill(pid, signal) } }
    }

    /// What it has printed so far.
    var outputSoFar: String { output.text }

    /// Waits until it has printed `text` on standard output or standard error.
    func wait(for text: String, within milliseconds: Int = 30_000) -> Bool {
        let deadline = Clock.now + milliseconds
        while !output.text.contains(text), !errors.text.contains(text) {
            guard Clock.now < deadline, isRunning else { return output.text.contains(text) || errors.text.contains(text) }
            poll(nil, 0, 5)
        }
        return true
    }

    /// Waits for its end; what takes longer than a minute is killed.
    func finish() -> Binary.Result {
        let deadline = Clock.now + 60_000
        while isRunning {
            if Clock.now > deadline { end(SIGKILL) }
            poll(nil, 0, 2)
        }
        let (output, errors) = (output.wait(), errors.wait())
        let status = ending.withLock { $0 } ?? 0
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        return Binary.Result(status: code, output: output, errors: errors)
    }

    /// Collects what comes out of a pipe on a thread of its own.
    private final class Reader: Sendable {
        private let thread: Mutex<pthread_t?>
        private let job: Job

        init(_ descriptor: Int32) {
            let job = Job(descriptor: descriptor)
            self.job = job
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, Unmanaged.passRetained(job).toOpaque())
            self.thread = Mutex(thread)
        }

        var text: String { job.text }

        func wait() -> String {
            thread.withLock { thread in
                if let running = thread { pthread_join(running, nil) }
                thread = nil
            }
            return job.text
        }
    }

    private final class Job: Sendable {
        private let descriptor: Int32
        private let collected = Mutex<[UInt8]>([])

        init(descriptor: Int32) { self.descriptor = descriptor }

        var text: String { collected.withLock { String(decoding: $0, as: UTF8.self) } }

        func run() {
            var chunk = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                collected.withLock { $0.append(contentsOf: chunk[..<count]) }
            }
            close(descriptor)
        }
    }
}

/// Lets one program start at a time.
final class SpawnLock: Sendable {
    private let semaphore = DispatchSemaphore(value: 1)

    func lock() { semaphore.wait() }
    func unlock() { semaphore.signal() }
}
