import Glibc
import LineEditing
import Synchronization

/// Where a session prints.
package protocol ShellOutput: Sendable {
    func write(_ text: String)
    func writeError(_ text: String)
    /// The terminal that output goes to; `nil` when it goes elsewhere.
    var terminalSize: TerminalSize? { get }
    var usesColor: Bool { get }
    /// Whether what is written is kept, so that programs must not write past it.
    var isCollected: Bool { get }
    /// Shows a command's whole output: a screen at a time where a person reads it.
    func page(_ text: String) async
    /// Whether somebody is there to see ``showProgress(_:)``.
    var showsProgress: Bool { get }
    /// Shows a row in place of the one shown before; an empty one takes it away.
    func showProgress(_ row: String)
}

/// Rows and columns of a terminal.
package struct TerminalSize: Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

extension ShellOutput {
    package var terminalWidth: Int? { terminalSize?.columns }
    package var showsProgress: Bool { false }
    package func showProgress(_ row: String) {}
    package var isCollected: Bool { false }
    package func page(_ text: String) async { write(text) }
}

/// Prints on the process's standard output and error.
package struct StandardOutput: ShellOutput {
    package var usesColor: Bool
    private let isTerminal = isatty(STDOUT_FILENO) == 1

    private let pages: Bool
    package let showsProgress: Bool

    /// - Parameters:
    ///   - pages: whether long output goes through the pager.
    ///   - showsProgress: whether a terminal shows that a command takes long.
    package init(usesColor: Bool, pages: Bool = false, showsProgress: Bool = false) {
        self.usesColor = usesColor
        self.pages = pages
        self.showsProgress = showsProgress && isTerminal && Terminal.canErase(STDERR_FILENO)
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

    package var terminalSize: TerminalSize? {
        guard isTerminal else { return nil }
        let size = Terminal.size(STDOUT_FILENO) ?? Terminal.Size(columns: 80, rows: 24)
        return TerminalSize(columns: size.columns, rows: size.rows)
    }

    package func showProgress(_ row: String) {
        let columns = terminalSize?.columns ?? 80
        writeError("\r" + row.prefix(columns - 1) + "\u{1B}[K")
    }
}

/// Keeps what is printed: for `capture`, pipes, redirections and the control socket.
package final class CollectedOutput: ShellOutput {
    private let text = Mutex("")
    /// Where error text goes; `nil`: it is kept, too.
    private let errors: (any ShellOutput)?
    package let terminalSize: TerminalSize?
    package let usesColor: Bool

    /// - Parameter errors: where error text goes.
    package init(errors: any ShellOutput) {
        self.errors = errors
        terminalSize = nil
        usesColor = false
    }

    /// For what a terminal will be shown as a whole, errors included.
    init(screenOf terminal: any ShellOutput) {
        errors = nil
        terminalSize = terminal.terminalSize
        usesColor = terminal.usesColor
    }

    package var collected: String { text.withLock { $0 } }
    package var isCollected: Bool { true }
    package func write(_ text: String) { self.text.withLock { $0 += text } }

    package func writeError(_ text: String) { if let errors { errors.writeError(text) } else { write(text) } }
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
