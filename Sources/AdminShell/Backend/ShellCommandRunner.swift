import CommandLanguage
package import ControlPlane
package import JSONCodec

/// Serves the control socket: each command line runs in the session that its client names, or in one of its own.
package struct ShellCommandRunner: CommandRunner {
    private let plane: ControlPlane
    private let table: CommandTable

    package init(plane: ControlPlane) {
        self.plane = plane
        table = .standard
    }

    package func run(line: String, options: CommandSessionOptions) -> AsyncStream<CommandFrame> {
        AsyncStream { continuation in
            let task = Task {
                let session = ShellSession(
                    user: options.user, id: options.session ?? ShellSession.makeID("line"), isInteractive: options.session != nil)
                let backend = LocalBackend(plane: plane, table: table, session: session)
                var status =
                    options.wantsValues
                    ? await Self.runValue(line, table, backend) { continuation.yield($0) }
                    : await Self.runText(line, table, backend) { continuation.yield($0) }
                if options.session == nil {
                    let end = await backend.endSession()
                    for complaint in end.complaints { continuation.yield(.error("cloudsh: error: \(complaint)\n")) }
                    status = end.exitStatus(after: status)
                }
                continuation.yield(.finished(status: status))
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// For a client with a session of its own: one command, its value, no printing here.
    @concurrent
    private static func runValue(
        _ line: String, _ table: CommandTable, _ backend: LocalBackend, _ deliver: @escaping @Sendable (CommandFrame) -> Void
    ) async -> Int32 {
        let script = Script(parsing: line, file: "<command>", table: table)
        guard script.diagnostics.isEmpty, script.statements.count == 1, case .command(let command) = script.statements[0].kind,
            let words = try? command.arguments(in: Session()).map(\.text)
        else {
            deliver(.error((script.diagnostics.first?.message ?? "expected one command") + "\n"))
            return 2
        }
        do {
            deliver(.value(try await backend.perform(words).jsonValue))
            return 0
        } catch let failure as CommandFailure {
            if let value = failure.value { deliver(.value(value.jsonValue)) }
            deliver(.error(failure.description))
            return failure.status
        } catch {
            deliver(.error("\(error)"))
            return 1
        }
    }

    /// For a client without a language, such as curl: the whole language, rendered here.
    @concurrent
    private static func runText(
        _ line: String, _ table: CommandTable, _ backend: LocalBackend, _ deliver: @escaping @Sendable (CommandFrame) -> Void
    ) async -> Int32 {
        let interpreter = Interpreter(
            table: table, backend: backend, output: FrameOutput(deliver: deliver), options: InterpreterOptions(), format: nil)
        let status = await interpreter.run(line, file: "<command>")
        return interpreter.quitStatus ?? status
    }

    package func candidates(kind: String, prefix: String, app: String?) async -> JSONValue {
        guard let kind = ValueKind(liveName: kind) else { return [] }
        return .array(await LiveObjects(plane: plane, app: app).candidates(for: kind, prefix: prefix).map(\.jsonValue))
    }

    package func complete(words: [String]) async -> JSONValue {
        let line = words.map(CompletionRequest.quoted).joined(separator: " ")
        let request = table.complete(line)
        var found: [LiveCandidate] = []
        let objects = LiveObjects(plane: plane, app: request.app)
        for kind in request.wanted { found += await objects.candidates(for: kind, prefix: request.prefix) }
        return .array(request.candidates.map { LiveCandidate($0.value, $0.help).jsonValue } + found.map(\.jsonValue))
    }

    package func promptState(session: String?) async -> JSONValue { await backend(session, isInteractive: true).promptState().jsonValue }

    package func endSession(_ session: String, isInteractive: Bool) async -> JSONValue {
        await backend(session, isInteractive: isInteractive).endSession().jsonValue
    }

    private func backend(_ session: String?, isInteractive: Bool) -> LocalBackend {
        LocalBackend(plane: plane, table: table, session: ShellSession(user: "", id: session ?? "", isInteractive: isInteractive))
    }
}

/// Output that becomes frames of the control socket.
private struct FrameOutput: ShellOutput {
    let deliver: @Sendable (CommandFrame) -> Void

    func write(_ text: String) { deliver(.output(text)) }
    func writeError(_ text: String) { deliver(.error(text)) }
    var terminalSize: TerminalSize? { nil }
    var usesColor: Bool { false }
    var isCollected: Bool { true }
}
