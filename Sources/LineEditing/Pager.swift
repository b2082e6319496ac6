import Glibc

/// Shows long text a screen at a time.
package enum Pager {
    /// Prints `text` to standard output, through `$PAGER` (else `less -FRX` or `more`) when that is a terminal too small for it.
    ///
    /// Returns when the user has left the pager. Ctrl-C is the pager's meanwhile.
    package static func show(_ text: String) {
        fflush(nil)
        if let size = Terminal.size(STDOUT_FILENO), Terminal.isInteractive(STDIN_FILENO),
            rows(of: text, columns: size.columns) >= size.rows,
            let command = command(environment: Terminal.environment), run(command, input: text)
        {
            return
        }
        write(text, to: STDOUT_FILENO)
    }

    static func command(environment: (String) -> String?) -> String? {
        if let pager = environment("PAGER") { return pager == "cat" ? nil : pager }
        let directories = (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        for (program, command) in [("less", "less -FRX"), ("more", "more")]
        where directories.contains(where: { access("\($0)/\(program)", X_OK) == 0 }) {
            return command
        }
        return nil
    }

    /// The rows that `text` takes on a screen of `columns`.
    static func rows(of text: String, columns: Int) -> Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0).reduce(0) { rows, line in
            rows + max((LineLayout.width(of: StyledText(String(line)).visible) + columns - 1) / columns, 1)
        }
    }

    /// Runs `command` with the shell; false when it could not be started.
    static func run(_ command: String, input text: String) -> Bool {
        guard let ends = try? Pipe.open(isBlocking: true) else { return false }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends.reader, STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGQUIT, SIGPIPE, SIGTSTP] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        // As `system` does: the keys are for the pager.
        let interrupts = IgnoredSignal(SIGINT)
        let quits = IgnoredSignal(SIGQUIT)
        let pipes = IgnoredSignal(SIGPIPE)
        defer {
            interrupts.restore()
            quits.restore()
            pipes.restore()
        }
        var process = pid_t()
        let arguments = ["sh", "-c", command].map { (text: String) in strdup(text) }
        defer { for argument in arguments { free(argument) } }
        let failure = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments + [nil], environ)
        close(ends.reader)
        guard failure == 0 else {
            close(ends.writer)
            return false
        }
        write(text, to: ends.writer)
        close(ends.writer)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // The shell's own word for a command that is not there.
        return (status >> 8) & 0xff != 127
    }

    /// Stops at the first error: a reader that went away has seen enough.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
