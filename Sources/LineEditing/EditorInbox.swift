import Glibc
import Synchronization

/// What other threads may tell a ``LineEditor``: it is `Sendable`, the editor is not.
package final class EditorInbox: Sendable {
    enum Event: Equatable {
        case notice(String)
        case redraw
        case resized
        case continued
        case interrupt
        case close
    }

    private struct State {
        var events: [Event] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wakeWriter: Int32
    /// Readable as long as there are events.
    let wakeReader: Int32

    init() throws(LineEditorFailure) {
        (wakeReader, wakeWriter) = try Pipe.open()
    }

    deinit {
        Glibc.close(wakeReader)
        Glibc.close(wakeWriter)
    }

    /// Shows `notice` above the line being typed, which stays as it is.
    ///
    /// While a command runs nothing is being typed: the notice then appears before the next prompt. It may have several lines and
    /// ANSI colours.
    package func post(notice: String) {
        add(.notice(notice))
    }

    /// Asks the delegate for the prompt again and redraws the line.
    package func requestRedraw() {
        add(.redraw)
    }

    /// Ends the editor: the line being read, and every later one, is ``LineResult/endOfFile``.
    package func close() {
        add(.close)
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func add(_ event: Event) {
        state.withLock { state in
            if event == .close { state.isClosed = true }
            state.events.append(event)
            // One byte stands for all events: the pipe never fills.
            guard state.events.count == 1 else { return }
            var byte: UInt8 = 1
            while write(wakeWriter, &byte, 1) < 0, errno == EINTR {}
        }
    }

    /// Takes all events, oldest first.
    func take() -> [Event] {
        state.withLock { state in
            guard !state.events.isEmpty else { return [] }
            var byte: UInt8 = 0
            while read(wakeReader, &byte, 1) < 0, errno == EINTR {}
            let events = state.events
            state.events = []
            return events
        }
    }
}
