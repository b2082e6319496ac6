import AdminShell
import CommandLanguage
import Synchronization

/// A backend that answers what a test tells it to, and remembers what it was asked.
final class StubBackend: ShellBackend {
    typealias Answer = @Sendable (_ words: [String], _ attempt: Int) async throws -> CommandValue

    private let answer: Answer
    private let asked = Mutex<[[String]]>([])
    let ownsServices: Bool

    init(ownsServices: Bool = true, answer: @escaping Answer) {
        self.answer = answer
        self.ownsServices = ownsServices
    }

    /// The words of every command so far.
    var commands: [[String]] { asked.withLock { $0 } }

    func perform(_ words: [String]) async throws -> CommandValue {
        let attempt = asked.withLock { asked in
            asked.append(words)
            return asked.count
        }
        return try await answer(words, attempt)
    }

    func candidates(for kind: ValueKind, prefix: String, app: String?) async -> [LiveCandidate] { [] }
    func endSession() async -> SessionEnd { SessionEnd() }
    func promptState() async -> PromptState { PromptState() }
    func notices() -> AsyncStream<String> { AsyncStream { $0.finish() } }

    func logLines(last count: Int) -> AsyncThrowingStream<String, any Error> { Self.lines("line", count) }
    func debugLines(last count: Int) -> AsyncThrowingStream<String, any Error> { Self.lines("record", count) }

    private static func lines(_ word: String, _ count: Int) -> AsyncThrowingStream<String, any Error> {
        let (lines, continuation) = AsyncThrowingStream.makeStream(of: String.self, throwing: (any Error).self)
        for number in 0..<count { continuation.yield("\(word) \(number)") }
        continuation.finish()
        return lines
    }
}
