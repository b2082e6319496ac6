import Glibc

/// Runs programs of the system for pipes and `!`.
enum ShellProgram {
    struct Result: Sendable {
        /// The exit status; 128 and the signal's number for one that a signal ended.
        var status: Int32
        /// What it wrote, when that was asked for.
        var output = ""
    }

    /// Runs `sh -c command`; cancelling the task ends it.
    ///
    /// - Parameters:
    ///   - input: what it reads; `nil` = this process's standard input.
    ///   - capturesOutput: whether its standard output is kept instead of printed.
    ///   - variables: what its environment has besides this process's.
    static func run(_ command: String, input: String?, capturesOutput: Bool, variables: [String: String] = [:]) async -> Result {
        let child = RunningProgram()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Waiting for a child blocks: a thread of its own, so that no executor is held up.
                ThreadStarter.start { continuation.resume(returning: spawn(command, input, capturesOutput, variables, child)) }
            }
        } onCancel: {
            child.end()
        }
    }

    private static func spawn(
        _ command: String, _ input: String?, _ capturesOutput: Bool, _ variables: [String: String], _ running: RunningProgram
    ) -> Result {
        var inputPipe: [Int32] = [-1, -1]
        var outputPipe: [Int32] = [-1, -1]
        if input != nil { guard openPipe(&inputPipe) else { return Result(status: 126) } }
        if capturesOutput { guard openPipe(&outputPipe) else { return Result(status: 126) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if input != nil { posix_spawn_file_actions_adddup2(&actions, inputPipe[0], STDIN_FILENO) }
        if capturesOutput { posix_spawn_file_actions_adddup2(&actions, outputPipe[1], STDOUT_FILENO) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // This process blocks the signals that it waits for; a program must not inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGINT] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // At a terminal the program stays in the foreground with this process; elsewhere it leads a group that can be ended as a whole.
        let hasGroup = isatty(STDIN_FILENO) == 0
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        if hasGroup { flags |= POSIX_SPAWN_SETPGROUP }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command), nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let environment = self.environment(adding: variables).map { strdup($0) } + [nil]
        defer { for entry in environment { free(entry) } }
        let error = posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environment)
        if input != nil { close(inputPipe[0]) }
        if capturesOutput { close(outputPipe[1]) }
        guard error == 0 else {
            if input != nil { close(inputPipe[1]) }
            if capturesOutput { close(outputPipe[0]) }
            return Result(status: 127)
        }
        running.set(hasGroup ? -child : child)
        if let input {
            let descriptor = inputPipe[1]
            // A program that writes while it reads would wait for ever if this thread did only one of both.
            ThreadStarter.start {
                DescriptorWriter.write(input, to: descriptor)
                close(descriptor)
            }
        }
        var result = Result(status: 0)
        if capturesOutput {
            result.output = readAll(outputPipe[0])
            close(outputPipe[0])
        }
        var status: Int32 = 0
        running.wait(for: child)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        result.status = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        return result
    }

    /// This process's environment as `NAME=VALUE` texts, with `variables` in place of what it has under these names.
    private static func environment(adding variables: [String: String]) -> [String] {
        var entries: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            let name = String(pair.prefix { $0 != "=" })
            if variables[name] == nil { entries.append(pair) }
            entry += 1
        }
        return entries + variables.filter { !$0.value.utf8.contains(0) }.map { "\($0.key)=\($0.value)" }
    }

    /// Both ends are closed in programs that other threads start.
    private static func openPipe(_ ends: inout [Int32]) -> Bool {
        guard pipe(&ends) == 0 else { return false }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return true
    }

    private static func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}

/// Starts threads for work that blocks.
enum ThreadStarter {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Work(body)).toOpaque())
        pthread_detach(thread)
    }
}
