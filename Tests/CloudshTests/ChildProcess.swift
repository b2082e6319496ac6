import Glibc
import Synchronization

/// A running binary with its standard streams.
final class ChildProcess {
    struct SpawnError: Error { var code: Int32 }

    let pid: pid_t
    private let output: Reader
    private let errors: Reader

    /// - Parameter input: all that it can read.
    init(_ arguments: [String], input: String, environment: [String: String], directory: String?, program: String = Binary.path) throws {
        var ends: [[Int32]] = [[-1, -1], [-1, -1], [-1, -1]]
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
        var variables = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": directory ?? "/nonexistent", "TERM": "xterm",
        ]
        variables.merge(environment) { $1 }
        let words = directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, program] + arguments } ?? [program] + arguments
        var argv = words.map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, words[0], &actions, nil, &argv, &envp)
        close(ends[0][0])
        close(ends[1][1])
        close(ends[2][1])
        guard code == 0 else { throw SpawnError(code: code) }
        pid = child
        output = Reader(ends[1][0])
        errors = Reader(ends[2][0])
        let bytes = Array(input.utf8)
        _ = write(ends[0][1], bytes, bytes.count)
        close(ends[0][1])
    }

    /// Waits for its end.
    func finish() -> Binary.Result {
        let (output, errors) = (output.wait(), errors.wait())
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        return Binary.Result(status: code, output: output, errors: errors)
    }

    /// Collects what comes out of a pipe on a thread of its own.
    private final class Reader: Sendable {
        private let thread: pthread_t

        init(_ descriptor: Int32) {
            let box = Mutex(pthread_t())
            let job = Job(descriptor: descriptor)
            self.job = job
            box.withLock { thread in
                _ = pthread_create(
                    &thread, nil,
                    { context in
                        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run() }
                        return nil
                    }, Unmanaged.passRetained(job).toOpaque())
            }
            thread = box.withLock { $0 }
        }

        private let job: Job

        func wait() -> String {
            pthread_join(thread, nil)
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
