import Glibc
import Synchronization

@testable import LineEditing

/// A pseudo-terminal with a line editor on it, which reads lines on a thread of its own until the end of input.
final class TestTerminal: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let inbox: EditorInbox
    private let master: Int32
    private let slave: Int32
    private let screenState: Mutex<TestScreen>
    private let results = SharedResults()

    /// - Parameter makeEditor: called on the editor's thread with the terminal's descriptor.
    init(
        columns: Int = 40, rows: Int = 12,
        makeEditor: @escaping @Sendable (Int32) throws -> (editor: LineEditor, delegate: TestDelegate)
    ) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, nil, nil, nil) == 0 else { throw Failure(description: "no pseudo-terminal: \(errno)") }
        (self.master, self.slave) = (master, slave)
        screenState = Mutex(TestScreen(columns: columns, rows: rows))
        Self.setSize(of: master, columns: columns, rows: rows)
        let (terminal, started) = (slave, Started())
        let results = results
        try Self.onThread {
            do {
                let (editor, delegate) = try makeEditor(terminal)
                started.finish(.success(editor.inbox))
                while true {
                    let result = withExtendedLifetime(delegate) { editor.readLine() }
                    results.append(result)
                    if result == .endOfFile { break }
                    delegate.run(result, on: editor)
                }
            } catch {
                started.finish(.failure(Failure(description: "\(error)")))
            }
            results.end()
        }
        inbox = try started.wait()
    }

    deinit {
        inbox.close()
        // The editor uses the terminal until its thread has ended.
        while !results.isOver { _ = readOutput(milliseconds: 20) }
        close(slave)
        close(master)
    }

    func type(_ text: String) {
        type(bytes: Array(text.utf8))
    }

    func type(bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Less than a terminal's input queue holds.
            let count = rest.prefix(512).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            // The editor may wait for us to take its output.
            _ = readOutput(milliseconds: 0)
        }
    }

    /// Lets the program write until the screen is as `condition` wants it.
    func wait(_ what: String, until condition: (TestScreen) -> Bool) throws {
        let deadline = Self.now + 10_000
        while true {
            let screen = screenState.withLock { $0 }
            if condition(screen) { return }
            guard Self.now < deadline else { throw Failure(description: "never saw \(what) on the screen, but:\n\(screen)") }
            _ = readOutput(milliseconds: 50)
        }
    }

    func wait(forRow text: String) throws {
        try wait("the row \(text.debugDescription)") { $0.lines.contains(text) }
    }

    /// The next thing that `readLine` returned.
    func nextResult() throws -> LineResult {
        let deadline = Self.now + 10_000
        while true {
            if let result = results.takeFirst() { return result }
            guard Self.now < deadline else {
                throw Failure(description: "no line was read, and the screen is:\n\(screenState.withLock { $0 })")
            }
            _ = readOutput(milliseconds: 20)
        }
    }

    var screen: TestScreen { screenState.withLock { $0 } }

    /// The terminal's modes as the next program would find them.
    var isCooked: Bool {
        var modes = termios()
        return tcgetattr(slave, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ISIG) != 0
    }

    /// As a window manager does it: the screen is laid out anew, then the process hears of it.
    func resize(columns: Int, rows: Int) {
        screenState.withLock { $0.resize(columns: columns, rows: rows) }
        Self.setSize(of: master, columns: columns, rows: rows)
        kill(getpid(), SIGWINCH)
    }

    private func readOutput(milliseconds: Int32) -> Bool {
        var event = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&event, 1, milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        screenState.withLock { $0.write(bytes.prefix(count)) }
        return true
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
        var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) throws {
        final class Body: Sendable {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }
        var id = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        let code = pthread_create(
            &id, nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard code == 0 else { throw Failure(description: "no thread: \(code)") }
        pthread_detach(id)
    }
}

/// What the editor's thread hands back.
private final class SharedResults: Sendable {
    private let screenState = Mutex((results: [LineResult](), isOver: false))

    var isOver: Bool { screenState.withLock { $0.isOver } }

    func append(_ result: LineResult) { screenState.withLock { $0.results.append(result) } }
    func end() { screenState.withLock { $0.isOver = true } }
    func takeFirst() -> LineResult? { screenState.withLock { $0.results.isEmpty ? nil : $0.results.removeFirst() } }
}

/// The end of the editor's making.
private final class Started: Sendable {
    private let outcome = Mutex<Result<EditorInbox, TestTerminal.Failure>?>(nil)

    func finish(_ result: Result<EditorInbox, TestTerminal.Failure>) { outcome.withLock { $0 = result } }

    func wait() throws -> EditorInbox {
        while true {
            if let result = outcome.withLock({ $0 }) { return try result.get() }
            sched_yield()
        }
    }
}
