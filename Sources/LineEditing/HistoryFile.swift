import Glibc
import Synchronization

/// The history of all sessions, one entry a line, readable by its owner only.
///
/// Each entry is appended when it is made, under a lock, so that sessions share the file without overwriting each other. When it holds
/// a quarter more than `limit` entries the oldest are dropped; the file is replaced as a whole, and a crash loses nothing.
package final class HistoryFile: Sendable {
    /// How far a reader has come; see ``entries(after:)``.
    struct Position: Equatable {
        var generation = 0
        var count = 0
    }

    private struct State {
        var entries: [String] = []
        /// Goes up when entries other than new ones changed.
        var generation = 0
        var identity: FileIdentity?
        /// What of the file is in `entries`, in bytes.
        var offset = 0
    }

    package let path: String
    package let limit: Int
    private let isSensitive: @Sendable (String) -> Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - path: made when the first entry is kept; its directory must exist.
    ///   - isSensitive: whether a text carries a password or a token and must not be kept.
    package init(path: String, limit: Int = 5_000, isSensitive: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.path = path
        self.limit = max(limit, 1)
        self.isSensitive = isSensitive
    }

    /// All entries known, oldest first.
    package var entries: [String] { state.withLock { $0.entries } }

    /// Reads what other sessions appended.
    package func refresh() throws(HistoryFailure) {
        try state.withLock { state throws(HistoryFailure) in try Self.refresh(&state, path: path) }
    }

    /// Keeps `text`, unless it is empty, begins with a space, is sensitive, or repeats the last entry.
    ///
    /// - Returns: whether it was kept.
    @discardableResult
    package func record(_ text: String) throws(HistoryFailure) -> Bool {
        var text = text[...]
        while text.last?.isNewline == true { text.removeLast() }
        guard text.first != " ", text.contains(where: { !$0.isWhitespace }) else { return false }
        let entry = String(text)
        guard !isSensitive(entry) else { return false }
        return try state.withLock { state throws(HistoryFailure) in
            try Self.refresh(&state, path: path)
            guard state.entries.last != entry else { return false }
            let storage = try HistoryStorage.openLocked(path)
            try storage.append(HistoryEntry.escape(entry))
            try Self.refresh(&state, path: path)
            if state.entries.count > limit + limit / 4 {
                try storage.replace(withLast: limit)
                try Self.refresh(&state, path: path)
            }
            return true
        }
    }

    /// What came after `position`; all entries, and `isNew` false, when they are not simply more than before.
    func entries(after position: Position) -> (entries: [String], isContinuation: Bool, end: Position) {
        state.withLock { state in
            let end = Position(generation: state.generation, count: state.entries.count)
            guard position.generation == state.generation, position.count <= state.entries.count else { return (state.entries, false, end) }
            return (Array(state.entries[position.count...]), true, end)
        }
    }

    private static func refresh(_ state: inout State, path: String) throws(HistoryFailure) {
        guard let storage = try HistoryStorage.openForReading(path) else {
            if !state.entries.isEmpty { state = State(generation: state.generation + 1) }
            return
        }
        let (identity, size) = try storage.status()
        if identity != state.identity || size < state.offset {
            state = State(generation: state.generation + 1, identity: identity)
        }
        guard size > state.offset else { return }
        let bytes = try storage.read(from: state.offset, count: size - state.offset)
        // A line that another session is just writing is left for the next time.
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
        for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
            state.entries.append(HistoryEntry.unescape(String(decoding: line, as: UTF8.self)))
        }
        state.offset += end + 1
    }
}
