import CommandLanguage
import Dispatch
import Glibc
package import LineEditing
import Synchronization

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
    private var following: Task<Void, Never>?

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
        defer { following?.cancel() }
        while !interpreter.wantsToQuit {
            switch editor.readLine() {
            case .line(let text): execute(text)
            case .interrupted: continue
            case .endOfFile:
                return interpreter.quitStatus ?? interpreter.lastStatus
            }
        }
        return interpreter.quitStatus ?? 0
    }

    /// Ends the shell from another thread, as Ctrl-D on an empty line would.
    package var ender: @Sendable () -> Void {
        let inbox = editor.inbox
        return { inbox.close() }
    }

    private func execute(_ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let running = TaskCell()
        editor.withCommandRunning(onInterrupt: { running.cancel() }) {
            let work = InterpreterWork(interpreter: interpreter, text: text)
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

    /// A lookup that takes longer than a person waits is given up.
    private func liveCandidates(_ request: CompletionRequest) -> [CompletionWord] {
        var found: [CompletionWord] = []
        let backend = backend
        for kind in request.wanted {
            switch kind {
            case .file, .deploymentFile: found += FileCandidates.candidates(prefix: request.prefix, directoriesOnly: false)
            case .directory: found += FileCandidates.candidates(prefix: request.prefix, directoriesOnly: true)
            case .variable: found += interpreter.session.variableNames.map { CompletionWord($0) }
            default:
                let prefix = request.prefix
                let live = Blocking.value(within: .milliseconds(250)) { await backend.candidates(for: kind, prefix: prefix) } ?? []
                found += live.map(\.completionWord)
            }
        }
        return found
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

/// The prompt's state, written by tasks and read by the editor.
private final class PromptCell: Sendable {
    private let cell = Mutex(PromptState())
    var state: PromptState {
        get { cell.withLock { $0 } }
        set { cell.withLock { $0 = newValue } }
    }
}

/// The interpreter on its way into the one task that uses it while the editor's thread waits.
///
/// `@unchecked`: that thread touches the interpreter only before the task starts and after it has ended.
private final class InterpreterWork: @unchecked Sendable {
    private let interpreter: Interpreter
    private let text: String

    init(interpreter: Interpreter, text: String) {
        self.interpreter = interpreter
        self.text = text
    }

    @concurrent
    func run() async { _ = await interpreter.run(text, file: "<input>") }
}
