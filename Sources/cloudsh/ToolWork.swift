import AdminShell
import CommandLanguage
import ControlPlane
import Glibc
import LineEditing
import Persistence

/// One run of the tool with its options, from start to exit status.
struct ToolWork {
    /// What is run, in the order in which it was given.
    private enum Source {
        case command(String)
        case file(String)
    }

    private let invocation: Invocation
    private let sources: [Source]
    private let serves: Bool
    private let options: InterpreterOptions
    private let usesColor: Bool

    struct Misuse: Error, CustomStringConvertible {
        var description: String
    }

    init(_ invocation: Invocation) throws {
        self.invocation = invocation
        var sources: [Source] = []
        var serves = false
        for occurrence in invocation.occurrences {
            switch occurrence.parameter {
            case "command": sources.append(.command(occurrence.value))
            case "file": sources.append(.file(occurrence.value))
            case "files":
                if occurrence.value == "serve", sources.isEmpty, !serves { serves = true } else { sources.append(.file(occurrence.value)) }
            default: break
            }
        }
        if serves, !sources.isEmpty {
            throw Misuse(description: "serve runs no commands: give them to an attached shell (--attach -c CMD)")
        }
        if serves, invocation.has("attach") { throw Misuse(description: "serve and --attach exclude each other") }
        self.sources = sources
        self.serves = serves
        var options = InterpreterOptions()
        options.keepsGoing = invocation.has("keep-going")
        options.isQuiet = invocation.has("quiet")
        options.isVerbose = invocation.has("verbose")
        options.timeout = invocation.seconds("timeout")
        self.options = options
        usesColor = (ColorChoice(rawValue: invocation["color"] ?? "auto") ?? .auto).isOn(for: STDOUT_FILENO)
    }

    private var format: OutputFormat? { invocation["output"].flatMap(OutputFormat.init) }

    private var isInteractive: Bool { !serves && sources.isEmpty && isatty(STDIN_FILENO) == 1 }

    func run() -> Int32 {
        if invocation.has("check") { return checkScripts() }
        // Read before any signal is taken over: whoever waits for standard input can be interrupted.
        let texts: [(text: String, name: String)]
        do { texts = isInteractive || serves ? [] : try self.texts() } catch {
            Tool.fail("\(error)")
            return 2
        }
        guard BatchScript.check(texts, table: .standard) == 0 else { return 2 }
        let signals = SignalWatcher(watching: isInteractive ? [SIGTERM, SIGHUP] : [SIGTERM, SIGINT, SIGHUP])
        return invocation.has("attach") ? runAttached(texts, signals) : runEmbedded(texts, signals)
    }

    // MARK: Scripts

    /// Reads every script before anything starts.
    private func texts() throws -> [(text: String, name: String)] {
        try (sources.isEmpty ? [.file("-")] : sources).map { source in
            switch source {
            case .command(let text): (text, "<command>")
            case .file(let path): (try BatchScript.read(path), path == "-" ? "<stdin>" : path)
            }
        }
    }

    /// `-n`: parses only.
    private func checkScripts() -> Int32 {
        do {
            return BatchScript.check(try texts(), table: .standard)
        } catch {
            Tool.fail("\(error)")
            return 2
        }
    }

    /// Runs scripts with a backend.
    private func runScripts(_ texts: [(text: String, name: String)], _ backend: any ShellBackend, _ cell: InterruptCell) -> Int32 {
        let interpreter = makeInterpreter(backend, isInteractive: false)
        return BatchScript.run(texts, interpreter, cell)
    }

    private func makeInterpreter(_ backend: any ShellBackend, isInteractive: Bool) -> Interpreter {
        var options = options
        options.isInteractive = isInteractive
        return Interpreter(
            table: .standard, backend: backend,
            output: StandardOutput(usesColor: usesColor, pages: isInteractive, showsProgress: !options.isQuiet), options: options,
            format: format)
    }

    // MARK: Attached

    private var session: ShellSession { ShellSession(user: UserName.current, isInteractive: isInteractive) }

    private func runAttached(_ texts: [(text: String, name: String)], _ signals: SignalWatcher) -> Int32 {
        let socket = invocation["attach"].flatMap { $0.isEmpty ? nil : $0 } ?? StatePaths.directory(invocation) + "/cloudsh.sock"
        let session = session
        let attached = Blocking.value { () async -> Result<RemoteBackend, CommandFailure> in
            do { return .success(try await RemoteBackend.attach(to: socket, session: session)) } catch {
                return .failure(error as? CommandFailure ?? CommandFailure("\(error)", status: 3))
            }
        }
        switch attached {
        case .success(let backend):
            let cell = InterruptCell()
            signals.start { number in cell.interrupt(number) }
            if isInteractive { return runShell(backend, cell, StatePaths.directory(invocation)) }
            return runScripts(texts, backend, cell)
        case .failure(let failure):
            Tool.fail(failure.message)
            if let advice = failure.advice { Tool.printError("  " + advice) }
            return failure.status
        case nil: return 3
        }
    }

    private func runShell(_ backend: any ShellBackend, _ cell: InterruptCell, _ historyDirectory: String) -> Int32 {
        let interpreter = makeInterpreter(backend, isInteractive: true)
        // Who only ever attaches has none yet. A directory that cannot be is told of when there is something to keep.
        try? StateDirectory.create(historyDirectory)
        do {
            let shell = try InteractiveShell(
                interpreter: interpreter, backend: backend, historyPath: historyDirectory + "/history", usesColor: usesColor
            )
            let end = shell.ender
            cell.onInterrupt { _ in end() }
            let status = shell.run()
            return cell.signal.map { 128 + $0 } ?? status
        } catch {
            Tool.fail("\(error)")
            return 3
        }
    }

    // MARK: With services of its own

    private func runEmbedded(_ texts: [(text: String, name: String)], _ signals: SignalWatcher) -> Int32 {
        let instance: Instance
        do { instance = try Instance(invocation, logsToStandardError: serves, toleratesFailures: isInteractive) } catch {
            Tool.fail("\(error)")
            return 3
        }
        defer { instance.removeEphemeralState() }
        let cell = InterruptCell()
        signals.start { number in
            if number == SIGHUP { instance.reload() } else { cell.interrupt(number) }
        }
        guard instance.start(toleratesFailures: isInteractive) else {
            instance.stop()
            return 3
        }
        let status: Int32
        if serves {
            status = 128 + cell.wait()
        } else {
            let backend = LocalBackend(plane: instance.plane, table: .standard, session: session)
            if isInteractive {
                if !options.isQuiet { instance.greet() }
                status = runShell(backend, cell, instance.stateDirectory)
            } else {
                status = runScripts(texts, backend, cell)
            }
        }
        instance.stop()
        return status
    }
}
