import CommandLanguage
package import LineEditing

/// The shell that a person types at.
///
/// The editor runs on the thread that calls ``run()``; commands run in tasks while that thread waits.
package final class InteractiveShell: LineEditorDelegate {
    private let interpreter: Interpreter
    private let backend: any ShellBackend
    private let editor: LineEditor
    private let history: HistoryFile
    private let usesColor: Bool
    private let prompts: PromptCell
    private let isEnding = Flag()
    private var following: Task<Void, Never>?
    private var ticking: Task<Void, Never>?
    /// What the person has been told of who wanted to leave.
    private var warnedOf: String?

    /// - Throws: when standard input is not a terminal that can be edited on.
    package init(interpreter: Interpreter, backend: any ShellBackend, historyPath: String, usesColor: Bool) throws {
        self.interpreter = interpreter
        self.backend = backend
        self.usesColor = usesColor
        history = HistoryFile(path: historyPath) { SensitiveText.isSensitive($0) }
        editor = try LineEditor(program: "cloudsh", history: history, hasColor: usesColor)
        prompts = PromptCell()
        editor.delegate = self
        interpreter.historySource = { [history] in history.entries }
        let inbox = editor.inbox
        interpreter.logFollower = LogFollower { inbox.post(notice: $0) }
        interpreter.debugFollower = LogFollower { inbox.post(notice: $0) }
    }

    /// Reads and runs lines until `quit`, Ctrl-D or a signal.
    ///
    /// - Returns: the exit status of the shell.
    package func run() -> Int32 {
        let inbox = editor.inbox
        let (backend, prompts) = (backend, prompts)
        Blocking.run { prompts.state = await backend.promptState() }
        following = Task {
            for await notice in backend.notices() {
                prompts.state = await backend.promptState()
                inbox.post(notice: notice)
                inbox.requestRedraw()
            }
        }
        ticking = Task {
            // A prompt that counts down is drawn anew every second.
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                if prompts.isCountingDown { inbox.requestRedraw() }
            }
        }
        defer {
            following?.cancel()
            ticking?.cancel()
        }
        while true {
            switch editor.readLine() {
            case .line(let text):
                execute(text)
                guard interpreter.wantsToQuit else {
                    warnedOf = nil
                    continue
                }
                if mayLeave() { return interpreter.quitStatus ?? 0 }
                interpreter.stay()
            case .interrupted: continue
            case .endOfFile:
                let status = interpreter.quitStatus ?? interpreter.lastStatus
                if isEnding.isSet || mayLeave() { return status }
            }
        }
    }

    /// Whether nothing is left behind by leaving now, or the person has been told what is.
    private func mayLeave() -> Bool {
        let backend = backend
        let state = Blocking.value { await backend.promptState() } ?? PromptState()
        guard let loss = Departure.loss(state, endsServices: backend.ownsServices) else { return true }
        guard warnedOf != loss.what else { return true }
        warnedOf = loss.what
        interpreter.output.writeError(loss.warning + "\n")
        return false
    }

    /// Ends the shell from another thread, as Ctrl-D on an empty line would.
    package var ender: @Sendable () -> Void {
        let (inbox, isEnding) = (editor.inbox, isEnding)
        return {
            isEnding.set()
            inbox.close()
        }
    }

    private func execute(_ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let running = TaskCell()
        editor.withCommandRunning(onInterrupt: { running.cancel() }) {
            let work = InterpreterWork(interpreter: interpreter, scripts: [(text, "<input>")])
            Blocking.run(cell: running) { await work.run() }
        }
        let (backend, prompts) = (backend, prompts)
        Blocking.run { prompts.state = await backend.promptState() }
    }

    // MARK: What the editor asks

    package func prompt() -> String { Prompt.text(prompts.state, usesColor: usesColor) }

    package func completions(line: String, cursorOffset: Int) -> CompletionResult {
        let request = interpreter.table.complete(line, cursor: cursorOffset)
        let found = liveCandidates(request)
        let all = request.candidates(adding: found)
        return CompletionResult(
            all.map { candidate in
                LineEditing.CompletionCandidate(
                    request.insertion(of: candidate, isFinal: false), description: candidate.help.isEmpty ? nil : candidate.help,
                    append: candidate.endsWord ? .space : LineEditing.CompletionResult.Append.none)
            }, replacing: request.replacement)
    }

    /// Lookups that take longer than a person waits are given up.
    private func liveCandidates(_ request: CompletionRequest) -> [CompletionWord] {
        let (backend, prefix, app) = (backend, request.prefix, request.app)
        var found: [CompletionWord] = []
        var live: [ValueKind] = []
        for kind in request.wanted {
            switch kind {
            case .file, .deploymentFile: found += FileCandidates.candidates(prefix: prefix, directoriesOnly: false)
            case .directory: found += FileCandidates.candidates(prefix: prefix, directoriesOnly: true)
            case .variable: found += interpreter.session.variableNames.map { CompletionWord($0) }
            default: live.append(kind)
            }
        }
        let objects = Blocking.gathered(live, within: RemoteBackend.lookupLimit) {
            await backend.candidates(for: $0, prefix: prefix, app: app)
        }
        return found + objects.map(\.completionWord)
    }

    package func help(line: String, cursorOffset: Int) -> String {
        let legal = interpreter.table.legalNext(line, cursor: cursorOffset)
        let width = min(30, legal.map(\.word.count).max() ?? 0)
        return legal.map { "  " + $0.word + String(repeating: " ", count: max(2, width + 2 - $0.word.count)) + $0.help }
            .joined(separator: "\n")
    }

    package func hint(line: String) -> LineHint? {
        guard !line.isEmpty else { return nil }
        if let entry = history.entries.last(where: { $0.hasPrefix(line) && $0 != line && !$0.contains("\n") }) {
            return LineHint(String(entry.dropFirst(line.count)))
        }
        return interpreter.table.hint(line).map { LineHint($0, isAcceptable: false) }
    }

    package func needsMoreInput(text: String) -> Bool {
        Script(parsing: text, file: "<input>", table: interpreter.table, allowPrefixes: true).needsMoreInput
    }
}
