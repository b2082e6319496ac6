import AdminShell
import Synchronization

/// Keeps what a session prints, by where it went.
final class RecordedOutput: ShellOutput {
    private let state = Mutex((output: "", errors: "", pages: [String](), progress: [String]()))
    let terminalSize: TerminalSize?
    let showsProgress: Bool
    /// Told of each row of progress.
    private let onProgress: @Sendable (String) -> Void

    init(
        terminalSize: TerminalSize? = nil, showsProgress: Bool = false, onProgress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.terminalSize = terminalSize
        self.showsProgress = showsProgress
        self.onProgress = onProgress
    }

    var output: String { state.withLock { $0.output } }
    var errors: String { state.withLock { $0.errors } }
    /// What was shown as one whole.
    var pages: [String] { state.withLock { $0.pages } }

    /// The rows of progress, each in place of the one before.
    var progress: [String] { state.withLock { $0.progress } }

    func showProgress(_ row: String) {
        state.withLock { $0.progress.append(row) }
        onProgress(row)
    }

    func write(_ text: String) { state.withLock { $0.output += text } }
    func writeError(_ text: String) { state.withLock { $0.errors += text } }

    func page(_ text: String) async {
        state.withLock { state in
            state.pages.append(text)
            state.output += text
        }
    }

    var usesColor: Bool { false }
    var isCollected: Bool { true }
}
