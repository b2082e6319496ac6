import Glibc

/// The binary with a real terminal as its standard streams, and a person who types.
final class PseudoTerminal {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let master: Int32
    private let pid: pid_t
    private var bytes: [UInt8] = []
    /// What has been seen already: the next `wait` looks behind it.
    private var mark = 0
    private var status: Int32?

    init(
        _ arguments: [String], directory: String, environment: [String: String] = [:], columns: Int = 100, rows: Int = 40,
        program: String = Binary.path
    ) throws {
        ChildProcess.spawning.lock()
        defer { ChildProcess.spawning.unlock() }
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, nil, nil, nil) == 0 else { throw Failure(description: "no pseudo-terminal: \(errno)") }
        self.master = master
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // Open here until the child has it: a terminal that nobody has open hangs up.
        defer { close(slave) }
        var name = [CChar](repeating: 0, count: 128)
        guard ttyname_r(slave, &name, name.count) == 0 else { throw Failure(description: "no name of the terminal: \(errno)") }
        let terminal = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A session of its own: the terminal it opens first becomes the one that controls it.
        let setSession: Int32 = 0x80
        ChildProcess.setSignals(&attributes, flags: setSession)
        var variables = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": directory, "TERM": "xterm",
            "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PAGER": "cat", "SWIFT_BACKTRACE": "enable=no",
        ]
        variables.merge(environment) { $1 }
        let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory, program] + arguments
        let argv = words.map { strdup($0) } + [nil]
        let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, words[0], &actions, &attributes, argv, envp)
        guard code == 0 else { throw Failure(description: "cannot start: \(code)") }
        pid = child
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            var ignored: Int32 = 0
            waitpid(pid, &ignored, 0)
        }
        close(master)
    }

    /// Everything that has been printed, without escape sequences.
    var text: String { Self.visible(bytes[...]) }

    func type(_ text: String) {
        let typed = Array(text.utf8)
        _ = write(master, typed, typed.count)
    }

    /// Types a line and waits for the prompt that follows it.
    ///
    /// - Returns: what was printed.
    @discardableResult
    func run(_ line: String) throws -> String {
        type(line + "\r")
        // The line comes back as it is typed; what follows its end is the output.
        return try wait(for: "> ", after: "\n")
    }

    /// Reads until `wanted` has been printed since the last wait.
    ///
    /// - Parameter first: what must come before it.
    /// - Returns: what was printed since the last wait, to the end of `wanted`.
    @discardableResult
    func wait(for wanted: String, after first: String? = nil, within milliseconds: Int = 60_000) throws -> String {
        let deadline = Clock.now + milliseconds
        while true {
            let seen = Self.visible(bytes[mark...])
            var rest = seen[...]
            if let first { rest = rest.firstRange(of: first).map { rest[$0.upperBound...] } ?? "" }
            if let range = rest.firstRange(of: wanted) {
                mark = bytes.count
                return String(seen[..<range.upperBound])
            }
            guard Clock.now < deadline, readMore(milliseconds: 50) else {
                throw Failure(
                    description:
                        "never saw \(wanted.debugDescription), but: \(seen.debugDescription) after \(text.suffix(400).debugDescription)")
            }
        }
    }

    /// As the window manager does it: the process hears of it.
    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func end(_ signal: Int32) { kill(pid, signal) }

    /// Waits for the end of the program.
    ///
    /// - Returns: its exit status.
    func finish() throws -> Int32 {
        let deadline = Clock.now + 60_000
        while status == nil {
            var ended: Int32 = 0
            if waitpid(pid, &ended, WNOHANG) == pid {
                status = ended & 0x7F == 0 ? ended >> 8 & 0xFF : 128 + (ended & 0x7F)
            } else {
                guard Clock.now < deadline else {
                    throw Failure(description: "it does not end; last: \(text.suffix(400).debugDescription)")
                }
                _ = readMore(milliseconds: 10)
            }
        }
        return status ?? 0
    }

    /// - Returns: false when the other side is closed.
    private func readMore(milliseconds: Int32) -> Bool {
        var event = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&event, 1, milliseconds) > 0 else { return true }
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &chunk, chunk.count)
        guard count > 0 else { return count < 0 && errno == EINTR }
        bytes.append(contentsOf: chunk[..<count])
        return true
    }

    /// The text without escape sequences and carriage returns.
    private static func visible(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case 0x1B:
                guard let kind = rest.popFirst() else { break }
                if kind == UInt8(ascii: "[") { while let next = rest.popFirst(), !(0x40...0x7E).contains(next) {} }
                if kind == UInt8(ascii: "(") { _ = rest.popFirst() }
            case 0x0D, 0x07: break
            case 0x08: if result.last != 0x0A { _ = result.popLast() }
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
