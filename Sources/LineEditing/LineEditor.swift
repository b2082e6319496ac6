import CLibedit
import Glibc

/// Reads lines from a terminal, with emacs or vi keys, history, completion, hints and notices.
///
/// Use it from one thread at a time; what other threads may do is in its ``inbox``. libedit does the editing, `~/.editrc` is honoured.
/// Signals: the terminal raises none while a line is edited. For its whole life the editor takes SIGINT, so that a Ctrl-C that comes
/// between two lines does not end the process; ``withCommandRunning(onInterrupt:_:)`` says what it does then.
package final class LineEditor {
    /// Why libedit stopped reading, when it was not for Enter.
    enum Stop {
        case interrupted
        case endOfFile
    }

    package let inbox: EditorInbox
    package weak var delegate: (any LineEditorDelegate)?
    /// Shown instead of the prompt where a line goes on.
    package var continuationPrompt = "...> "
    /// Whether dim text is shown at all: without colours it could not be told from what was typed.
    package let hasColor: Bool

    let history: HistoryFile?
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let inputDescriptor: Int32
    let outputDescriptor: Int32
    let libedit: OpaquePointer
    let libeditHistory: OpaquePointer
    let hasEscapes: Bool
    let terminalGuard: TerminalGuard
    var subscriptions: [SignalSubscription] = []

    var isReading = false
    var stop: Stop?
    /// The earlier lines of the text being read, each with its newline.
    var earlierLines = ""
    var promptText = StyledText("")
    var promptBytes: UnsafeMutablePointer<CChar>?
    var historyPosition = HistoryFile.Position()
    var hasReportedHistory = false

    var keys = KeyDecoder(isVi: false)
    /// Bytes read but not yet handed to libedit.
    var pending: [UInt8] = []
    /// How many of the bytes to come were typed before the terminal was in raw mode; `nil`: not yet known.
    var typedAhead: Int?
    var pasted: String?
    var hint: (line: String, hint: LineHint)?
    var knownSize = Terminal.Size(columns: 80, rows: 24)

    /// - Parameters:
    ///   - program: the name that `~/.editrc` may use before a colon.
    ///   - history: `nil` to keep none.
    ///   - input: where keys come from.
    ///   - output: where the line is drawn; by default standard output, or standard error when that alone is a terminal.
    ///   - terminalType: by default `TERM`.
    ///   - keyFile: by default `EDITRC`, else `~/.editrc`.
    /// - Throws: when one of the two is not a terminal, or libedit does not know the terminal.
    package init(
        program: String, history: HistoryFile?, delegate: (any LineEditorDelegate)? = nil, hasColor: Bool = ColorChoice.auto.isOn(),
        input: Int32 = STDIN_FILENO, output: Int32? = nil, terminalType: String? = nil, keyFile: String? = nil
    ) throws(LineEditorFailure) {
        let outputDescriptor = output ?? (Terminal.isInteractive(STDOUT_FILENO) ? STDOUT_FILENO : STDERR_FILENO)
        guard Terminal.isInteractive(input) else { throw .notATerminal(descriptor: input) }
        guard Terminal.isInteractive(outputDescriptor) else { throw .notATerminal(descriptor: outputDescriptor) }
        Terminal.prepareCharacterSet()
        let type = terminalType ?? Terminal.environment("TERM")
        hasEscapes = Terminal.understandsEscapes(type)
        terminalGuard = try TerminalGuard(input: input, output: outputDescriptor, hasPasteMode: hasEscapes)
        inbox = try EditorInbox()
        self.input = try Self.stream(of: input, mode: "r")
        do throws(LineEditorFailure) {
            self.output = try Self.stream(of: outputDescriptor, mode: "w")
        } catch {
            fclose(self.input)
            throw error
        }
        guard let libeditHistory = history_init() else {
            fclose(self.input)
            fclose(self.output)
            throw .libedit
        }
        guard let libedit = el_init(program, self.input, self.output, self.output) else {
            history_end(libeditHistory)
            fclose(self.input)
            fclose(self.output)
            throw .libedit
        }
        self.libedit = libedit
        self.libeditHistory = libeditHistory
        self.history = history
        self.delegate = delegate
        self.hasColor = hasColor && hasEscapes
        self.outputDescriptor = outputDescriptor
        inputDescriptor = input
        setUp(terminalType: terminalType, keyFile: keyFile)
    }

    deinit {
        for subscription in subscriptions { subscription.cancel() }
        el_end(libedit)
        history_end(libeditHistory)
        fclose(input)
        fclose(output)
        free(promptBytes)
    }

    /// Reads one text: a line, or several where the delegate says that a line goes on.
    ///
    /// Blocks until Enter, Ctrl-C or Ctrl-D. On return the terminal is as it was before, and the text is in the history.
    package func readLine() -> LineResult {
        // What commands printed through the C library comes before the prompt.
        fflush(nil)
        loadHistory()
        earlierLines = ""
        defer { earlierLines = "" }
        while true {
            switch readOneLine() {
            case .interrupted:
                return .interrupted
            case .endOfFile:
                // The text was never finished: whoever parses it says what is missing.
                return earlierLines.isEmpty || inbox.isClosed ? .endOfFile : .line(String(earlierLines.dropLast()))
            case .line(let line):
                let text = earlierLines + line
                if delegate?.needsMoreInput(text: text) == true {
                    earlierLines = text + "\n"
                    continue
                }
                record(text)
                return .line(text)
            }
        }
    }

    /// Runs a command: Ctrl-C then calls `onInterrupt`, on another thread, and does nothing else.
    package func withCommandRunning<Result>(
        onInterrupt: @escaping @Sendable () -> Void, _ command: () throws -> Result
    ) rethrows -> Result {
        let subscription = subscribeToInterrupt(onInterrupt)
        defer { subscription.cancel() }
        return try command()
    }

    /// Runs a command: Ctrl-C then calls `onInterrupt`, on another thread, and does nothing else.
    package func withCommandRunning<Result>(
        onInterrupt: @escaping @Sendable () -> Void, _ command: () async throws -> Result
    ) async rethrows -> Result {
        let subscription = subscribeToInterrupt(onInterrupt)
        defer { subscription.cancel() }
        return try await command()
    }

    private func subscribeToInterrupt(_ handle: @escaping @Sendable () -> Void) -> SignalSubscription {
        let descriptor = outputDescriptor
        return SignalRelay.shared.subscribe(to: SIGINT) {
            // The terminal has shown ^C; what comes next begins a row of its own.
            _ = write(descriptor, "\n", 1)
            handle()
        }
    }

    private func readOneLine() -> LineResult {
        guard !inbox.isClosed else { return .endOfFile }
        terminalGuard.arm()
        isReading = true
        stop = nil
        hint = nil
        typedAhead = nil
        knownSize = Terminal.size(outputDescriptor) ?? knownSize
        showEarlierNotices()
        updatePrompt()
        // Before the prompt is seen: what is typed at it must not be echoed by the terminal.
        _ = cledit_prepare_terminal(libedit, 1)
        if hasEscapes { send("\u{1b}[?2004h") }
        defer {
            isReading = false
            terminalGuard.disarm()
        }
        var count: Int32 = 0
        let line = el_gets(libedit, &count)
        if hasEscapes { send("\u{1b}[?2004l") }
        guard let line, count > 0 else {
            if case .interrupted? = stop { return .interrupted }
            send("\r\n")
            return .endOfFile
        }
        var text = String(cString: line)
        if text.last?.isNewline == true { text.removeLast() }
        return .line(text)
    }

    private static func stream(of descriptor: Int32, mode: String) throws(LineEditorFailure) -> UnsafeMutablePointer<FILE> {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .system(call: "fcntl", code: errno) }
        guard let stream = fdopen(copy, mode) else {
            close(copy)
            throw .system(call: "fdopen", code: errno)
        }
        return stream
    }
}
