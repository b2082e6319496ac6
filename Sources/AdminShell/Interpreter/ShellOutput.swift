import Glibc
import LineEditing
import Synchronization

/// Where a session prints.
package protocol ShellOutput: Sendable {
    func write(_ text: String)
    func writeError(_ text: String)
    /// Columns of the terminal that output goes to; `nil` when it goes elsewhere.
    var terminalWidth: Int? { get }
    var usesColor: Bool { get }
    /// Whether what is written is kept, so that programs must not write past it.
    var isCollected: Bool { get }
    /// Shows a command's whole output: a screen at a time where a person reads it.
    func page(_ text: String) async
}

extension ShellOutput {
    package var isCollected: Bool { false }
    package func page(_ text: String) async { write(text) }
}

/// Prints on the process's standard output and error.
package struct StandardOutput: ShellOutput {
    package var usesColor: Bool
    private let isTerminal = isatty(STDOUT_FILENO) == 1

    private let pages: Bool

    /// - Parameter pages: whether long output goes through the pager.
    package init(usesColor: Bool, pages: Bool = false) {
        self.usesColor = usesColor
        self.pages = pages
    }

    package func page(_ text: String) async {
        guard pages, isTerminal else { return write(text) }
        // The pager is a program of its own: a thread waits for it, so that no executor is held up.
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            ThreadStarter.start {
                Pager.show(text)
                continuation.resume()
            }
        }
    }

    package func write(_ text: String) { DescriptorWriter.write(text, to: STDOUT_FILENO) }

    package func writeError(_ text: String) { DescriptorWriter.write(text, to: STDERR_FILENO) }

    package var terminalWidth: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

/// Keeps what is printed: for `capture`, pipes, redirections and the control socket.
package final class CollectedOutput: ShellOutput {
    private let text = Mutex("")
    private let errors: any ShellOutput

    /// - Parameter errors: where error text goes.
    package init(errors: any ShellOutput) { self.errors = errors }

    package var collected: String { text.withLock { $0 } }
    package var isCollected: Bool { true }
    package func write(_ text: String) { self.text.withLock { $0 += text } }
    package func writeError(_ text: String) { errors.writeError(text) }
    package var terminalWidth: Int? { nil }
    package var usesColor: Bool { false }
}

enum DescriptorWriter {
    /// Writes all of `text`; what cannot be written because the reader is gone is dropped.
    static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                guard let start = bytes.baseAddress else { return }
                let count = Glibc.write(descriptor, start + offset, bytes.count - offset)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return }
                offset += count
            }
        }
    }
}
