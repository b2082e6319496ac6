import CommandLanguage
import Glibc
import JSONCodec

extension Interpreter {
    /// Runs one command line and prints its value where the line says.
    func execute(_ line: SimpleCommand, judgedBy expectations: [Expectation]) async throws(StatementFailure) {
        let started = ContinuousClock.now
        if options.isVerbose { output.writeError("+ \(line.shown)\n") }
        guard let destination = line.destination else {
            try await print(line, judgedBy: expectations)
            if session.showsTiming { output.write("time: \(ContinuousClock.now - started)\n") }
            return
        }
        let terminal = output
        let collected = CollectedOutput(errors: terminal)
        output = collected
        defer { output = terminal }
        // What was printed before a failure still goes where it was meant to go.
        let failure: StatementFailure?
        do throws(StatementFailure) {
            try await print(line, judgedBy: expectations)
            failure = nil
        } catch {
            failure = error
        }
        output = terminal
        try await deliver(collected.collected, to: destination, line.range)
        if let failure { throw failure }
    }

    private func deliver(_ text: String, to destination: OutputDestination, _ range: SourceRange) async throws(StatementFailure) {
        switch destination {
        case .program(let command):
            let result = try await runProgram(command, input: text, capturesOutput: output.isCollected, range)
            output.write(result)
        case .file(let word, let isAppending):
            let path: String
            do { path = try word.expanded(in: session) } catch { throw .diagnostic(error) }
            let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isAppending ? O_APPEND : O_TRUNC)
            let descriptor = open(path, flags, 0o666)
            guard descriptor >= 0 else { throw .failure("cannot write \(path): \(String(cString: strerror(errno)))", word.range) }
            defer { close(descriptor) }
            DescriptorWriter.write(text, to: descriptor)
        }
    }

    /// Runs the command, prints its value, then judges a response.
    private func print(_ line: SimpleCommand, judgedBy expectations: [Expectation]) async throws(StatementFailure) {
        let invocation = try invocation(of: line)
        let value = try await perform(invocation, line)
        if case .response(let response) = value { session.lastResponse = response }
        try await show(value, invocation)
        try judge(value, invocation, expectations)
    }

    /// Runs the command without printing, and judges a response.
    func value(of line: SimpleCommand, judgedBy expectations: [Expectation]) async throws(StatementFailure) -> CommandValue {
        let invocation = try invocation(of: line)
        var value = try await perform(invocation, line)
        if case .response(let response) = value { session.lastResponse = response }
        try judge(value, invocation, expectations)
        // What a person would see is what is kept when a form was asked for.
        if invocation.has("output") || invocation.has("column") { value = .text(try rendered(value, invocation)) }
        return value
    }

    private func invocation(of line: SimpleCommand) throws(StatementFailure) -> Invocation {
        let arguments: [Argument]
        do { arguments = try line.arguments(in: session) } catch { throw .diagnostic(error) }
        let match = table.match(arguments, allowPrefixes: options.isInteractive)
        guard let invocation = match.invocation else {
            for diagnostic in match.diagnostics.dropFirst() { report(diagnostic) }
            throw match.diagnostics.first.map { .diagnostic($0) } ?? .failure("this is no command", line.range, status: 2)
        }
        return invocation
    }

    private func rendered(_ value: CommandValue, _ invocation: Invocation) throws(StatementFailure) -> String {
        var defaults = session.output
        defaults.width = output.terminalWidth
        defaults.usesColor = output.usesColor
        do {
            return try value.render(invocation.outputOptions(defaults: defaults))
        } catch {
            throw .failure("\(error)", invocation.range, status: 2)
        }
    }

    private func show(_ value: CommandValue, _ invocation: Invocation) async throws(StatementFailure) {
        var text = try rendered(value, invocation)
        guard !text.isEmpty else { return }
        if !text.hasSuffix("\n") { text += "\n" }
        if isRepeating { output.write(text) } else { await output.page(text) }
    }

    private func judge(_ value: CommandValue, _ invocation: Invocation, _ expectations: [Expectation]) throws(StatementFailure) {
        guard case .response(let response) = value else { return }
        if !expectations.isEmpty { return try judge(response, by: expectations) }
        guard response.status >= 400 else { return }
        let request = invocation.command.path.last.map { $0 == "request" ? invocation["method"] ?? "" : $0.uppercased() } ?? ""
        throw .failure(
            "\(request) \(invocation["path"] ?? "") answered \(response.statusLine)", invocation.range,
            advice: options.isInteractive || response.body.isNull ? nil : String(response.body.description.prefix(500)),
            status: response.status >= 500 ? 5 : 4)
    }

    // MARK: Carrying out

    private func perform(_ invocation: Invocation, _ line: SimpleCommand) async throws(StatementFailure) -> CommandValue {
        if let value = try await performBuiltin(invocation) { return value }
        var words: [String]
        do {
            words = invocation.command.path + (try line.arguments(in: session)).dropFirst(invocation.command.path.count).map(\.text)
        } catch {
            throw .diagnostic(error)
        }
        if !backend.ownsServices { words = CallerPaths.absolute(words, of: invocation) }
        if invocation.command.isRequest, !Self.saysWhoAsks(invocation) {
            words += invocation.has("project") ? session.login.prefix(2) : session.login[...]
        }
        if invocation.name == "token issue", !invocation.has("user") {
            words += invocation.has("project") ? session.login.dropFirst().prefix(1) : session.login.dropFirst()
        }
        let given = words
        let limit = limit
        let result = await withProgress(of: invocation.name) { [backend] in
            await Self.limited(to: limit) { try await backend.perform(given) }
        }
        switch result {
        case .success(let value):
            if invocation.name == "login", let user = invocation["user"] {
                session.login = ["--as", user] + (invocation["project"].map { ["--project", $0] } ?? [])
            }
            return value
        case .failure(let failure):
            if let value = failure.value { try await show(value, invocation) }
            // A difference is an answer, not a mistake.
            if failure.message.isEmpty { throw .reported(failure.status, "") }
            throw .failure(failure.message, invocation.range, advice: failure.advice, status: failure.status)
        }
    }

    /// Whether a request names its user itself.
    private static func saysWhoAsks(_ invocation: Invocation) -> Bool {
        invocation.has("as") || invocation.values("header").contains { $0.lowercased().hasPrefix("x-auth-token") }
    }

    /// The seconds that one command may take: those of `--timeout`, and of `wait-until` what is left.
    private var limit: Double? {
        guard let deadline else { return options.timeout }
        let left = max(0, (deadline - ContinuousClock.now) / .seconds(1))
        return min(left, options.timeout ?? left)
    }

    /// Runs a program with the session's variables in its environment.
    ///
    /// - Returns: what it printed, when that is captured.
    func runProgram(
        _ command: String, input: String? = nil, capturesOutput: Bool, _ range: SourceRange
    ) async throws(StatementFailure) -> String {
        let variables = session.exported
        let result = await Self.limited(to: limit) {
            await ShellProgram.run(command, input: input, capturesOutput: capturesOutput, variables: variables)
        }
        switch result {
        case .success(let result):
            guard result.status == 0 else { throw .failure("the program exited with status \(result.status)", range) }
            return result.output
        case .failure(let failure): throw .failure(failure.message, range, status: failure.status)
        }
    }

    /// Runs `work`, giving up after `limit` seconds.
    private static func limited<Value: Sendable>(
        to limit: Double?, _ work: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, CommandFailure> {
        let run: @Sendable () async -> Result<Value, CommandFailure> = {
            do {
                return .success(try await work())
            } catch let failure as CommandFailure {
                return .failure(failure)
            } catch is CancellationError {
                return .failure(CommandFailure("interrupted", status: 130))
            } catch {
                return .failure(CommandFailure("\(error)"))
            }
        }
        guard let limit else { return await run() }
        return await withTaskGroup(of: Result<Value, CommandFailure>.self) { group in
            group.addTask { await run() }
            group.addTask {
                try? await Task.sleep(for: .seconds(limit))
                return .failure(CommandFailure("timed out after \(Self.text(limit)) s", status: 7))
            }
            let first = await group.next() ?? .failure(CommandFailure("nothing ran"))
            group.cancelAll()
            return first
        }
    }
}

extension SimpleCommand {
    /// The command as people are shown it.
    var shown: String { words.map(\.shown).joined(separator: " ") }
}

extension Word {
    /// The word as people are shown it: without the value of its variables.
    fileprivate var shown: String { literal ?? literalPrefix + "…" }
}
