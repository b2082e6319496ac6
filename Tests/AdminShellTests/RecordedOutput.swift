import AdminShell
import Synchronization

/// Keeps what a session prints, by where it went.
final class RecordedOutput: ShellOutput {
    private let state = Mutex((output: "", errors: "", pages: [String]()))

    var output: String { state.withLock { $0.output } }
    var errors: String { state.withLock { $0.errors } }
    /// What was shown as one whole.
    var pages: [String] { state.withLock { $0.pages } }

    func write(_ text: String) { state.withLock { $0.output += text } }
    func writeError(_ text: String) { state.withLock { $0.errors += text } }

    func page(_ text: String) async {
        state.withLock { state in
            state.pages.append(text)
            state.output += text
        }
    }

    var terminalWidth: Int? { nil }
    var usesColor: Bool { false }
    var isCollected: Bool { true }
}
