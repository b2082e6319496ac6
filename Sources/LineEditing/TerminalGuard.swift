import Glibc
import Synchronization

/// The address of the ``SavedTerminal`` that an exit must restore; 0 for none.
private let armedTerminal = Atomic<UInt>(0)

/// A terminal's modes from before the editor touched them.
private struct SavedTerminal {
    var descriptor: Int32
    var output: Int32
    var modes: termios
    var hasPasteMode: Bool
}

/// Gives the terminal back as it was, however the process ends while a line is being edited.
///
/// Covers `exit` from any thread and the signals that end a process by default; SIGKILL cannot be caught.
final class TerminalGuard {
    private static let endingSignals = [SIGHUP, SIGQUIT, SIGTERM]

    /// Never freed: a signal handler on another thread may be reading it at any time.
    private let saved: UnsafeMutablePointer<SavedTerminal>
    private var replaced: [(signal: Int32, action: sigaction)] = []

    init(input: Int32, output: Int32, hasPasteMode: Bool) throws(LineEditorFailure) {
        var modes = termios()
        guard tcgetattr(input, &modes) == 0 else { throw .notATerminal(descriptor: input) }
        saved = .allocate(capacity: 1)
        saved.initialize(to: SavedTerminal(descriptor: input, output: output, modes: modes, hasPasteMode: hasPasteMode))
        _ = Self.exitHook
    }

    func arm() {
        armedTerminal.store(UInt(bitPattern: saved), ordering: .releasing)
        for signal in Self.endingSignals {
            var former = sigaction()
            guard sigaction(signal, nil, &former) == 0, unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self) == 0 else {
                continue
            }
            var action = sigaction()
            action.__sigaction_handler.sa_handler = endProcess
            if sigaction(signal, &action, nil) == 0 { replaced.append((signal, former)) }
        }
    }

    func disarm() {
        for (signal, former) in replaced {
            var former = former
            sigaction(signal, &former, nil)
        }
        replaced = []
        _ = armedTerminal.compareExchange(expected: UInt(bitPattern: saved), desired: 0, ordering: .acquiringAndReleasing)
    }

    private static let exitHook: Void = {
        atexit(restoreTerminal)
    }()
}

/// Only calls what a signal handler may call.
private func restoreTerminal() {
    let address = armedTerminal.load(ordering: .acquiring)
    guard let saved = UnsafePointer<SavedTerminal>(bitPattern: address) else { return }
    withUnsafePointer(to: saved.pointee.modes) { _ = tcsetattr(saved.pointee.descriptor, TCSANOW, $0) }
    let goodbye: StaticString = "\u{1b}[?2004l\r\n"
    let start = saved.pointee.hasPasteMode ? 0 : 8
    _ = write(saved.pointee.output, goodbye.utf8Start + start, goodbye.utf8CodeUnitCount - start)
}

private func endProcess(_ signal: Int32) {
    restoreTerminal()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(signal, &action, nil)
    raise(signal)
}
