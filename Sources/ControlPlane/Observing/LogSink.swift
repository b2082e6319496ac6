import Dispatch
import Glibc
package import HTTPApplication
package import Logging
import Synchronization

/// Where log lines go: the last ones in memory for `log tail`, a file, and standard error when no shell needs the terminal.
///
/// Writers only append to a buffer; one thread writes to the file, so that a slow disk holds no request up.
package final class LogSink: Sendable {
    package struct Line: Sendable {
        enum Content: Sendable {
            case text(String)
            /// Made into text only when somebody wants to read it.
            case access(AccessRecord)
        }

        /// Counts all lines since the start.
        package var number = 0
        package var time: Timestamp
        package var level: Logger.Level
        package var logger: String
        var content: Content

        package var message: String {
            switch content {
            case .text(let text): text
            case .access(let record): record.line
            }
        }

        /// `2026-11-21 14:15:00.123 INFO neutron.wsgi message`
        package var text: String { LogFormatter().text(of: self) }
    }

    private struct State {
        var lines: [Line] = []
        var start = 0
        var count = 0
        /// Lines that are still to be written.
        var pending: [Line] = []
        /// Lines that were not kept because the disk is too slow.
        var dropped = 0
        var level = Logger.Level.info
        var descriptor: Int32 = -1
        var alsoStandardError = false
        var followers: [Int: AsyncStream<Line>.Continuation] = [:]
        var nextFollower = 0
    }

    private static let capacity = 5000
    private static let maximumPending = 200_000
    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)
    /// The level as a number, readable without the lock: most calls are below it.
    private let threshold = Atomic<Int>(Logger.Level.info.order)

    package init() {}

    package var level: Logger.Level {
        get { state.withLock { $0.level } }
        set {
            state.withLock { $0.level = newValue }
            threshold.store(newValue.order, ordering: .relaxed)
        }
    }

    package func isEnabled(_ level: Logger.Level) -> Bool { level.order >= threshold.load(ordering: .relaxed) }

    /// Begins to write to `path`, which is created readable by its owner alone.
    package func open(file path: String) throws(LogFileError) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogFileError(path: path, reason: String(cString: strerror(errno))) }
        let old = state.withLock { state in
            let old = state.descriptor
            state.descriptor = descriptor
            return old
        }
        if old >= 0 { close(old) }
    }

    package func writeToStandardError(_ enabled: Bool) { state.withLock { $0.alsoStandardError = enabled } }

    package func write(_ level: Logger.Level, _ logger: String, _ message: String) {
        append(Line(time: .now(), level: level, logger: logger, content: .text(message)))
    }

    func write(_ level: Logger.Level, _ logger: String, _ record: AccessRecord) {
        append(Line(time: .now(), level: level, logger: logger, content: .access(record)))
    }

    private func append(_ line: Line) {
        let wakesWriter = state.withLock { state in
            var line = line
            line.number = state.count
            state.count += 1
            if state.lines.count < Self.capacity {
                state.lines.append(line)
            } else {
                state.lines[state.start] = line
                state.start = (state.start + 1) % Self.capacity
            }
            for follower in state.followers.values { follower.yield(line) }
            guard state.descriptor >= 0 || state.alsoStandardError else { return false }
            guard state.pending.count < Self.maximumPending else {
                state.dropped += 1
                return false
            }
            state.pending.append(line)
            return state.pending.count == 1
        }
        if wakesWriter { arrived.signal() }
    }

    /// The last `count` lines, oldest first.
    package func tail(_ count: Int) -> [Line] {
        state.withLock { state in
            let ordered = state.lines[state.start...] + state.lines[..<state.start]
            return Array(ordered.suffix(count))
        }
    }

    /// Lines from now on.
    package func follow() -> AsyncStream<Line> {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self, bufferingPolicy: .bufferingNewest(1000))
        let id = state.withLock { state in
            state.nextFollower += 1
            state.followers[state.nextFollower] = continuation
            return state.nextFollower
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.followers.removeValue(forKey: id) } }
        return stream
    }

    /// Waits until there is something to write, then a little longer for what comes with it.
    package func waitForLines() {
        arrived.wait()
        usleep(50_000)
    }

    /// Writes what is buffered. Called by the thread of ``startWriting()`` and before the process ends.
    package func flush() {
        let (lines, dropped, descriptor, alsoStandardError) = state.withLock { state in
            defer {
                state.pending = []
                state.dropped = 0
            }
            return (state.pending, state.dropped, state.descriptor, state.alsoStandardError)
        }
        guard !lines.isEmpty else { return }
        var formatter = LogFormatter()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 200)
        for line in lines { formatter.append(line, to: &bytes) }
        if dropped > 0 {
            bytes.append(contentsOf: "... \(dropped) lines are missing here: they came faster than they could be written\n".utf8)
        }
        if descriptor >= 0 { Self.writeAll(bytes, to: descriptor) }
        if alsoStandardError { Self.writeAll(bytes, to: STDERR_FILENO) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let written = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return }
                offset += written
            }
        }
    }
}

/// The log file could not be opened.
package struct LogFileError: Error, CustomStringConvertible {
    var path: String
    var reason: String
    package var description: String { "cannot open the log file \(path): \(reason)" }
}

extension Logger.Level {
    fileprivate var order: Int {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .notice: 3
        case .warning: 4
        case .error: 5
        case .critical: 6
        }
    }
}
