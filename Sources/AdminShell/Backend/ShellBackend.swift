package import CommandLanguage

/// What carries out the commands of the table: the control plane in this process, or a running instance behind its control socket.
///
/// The language above it (variables, control flow, files, pipes) is the same for both.
package protocol ShellBackend: Sendable {
    /// Carries out one command, given as its words with all variables replaced.
    ///
    /// - Throws: ``CommandFailure``.
    func perform(_ words: [String]) async throws -> CommandValue

    /// Live objects for completion; empty when there are none or the answer takes too long.
    ///
    /// - Parameter app: the app that the command names: what is not of it is left out.
    func candidates(for kind: ValueKind, prefix: String, app: String?) async -> [LiveCandidate]

    /// What the prompt shows.
    func promptState() async -> PromptState

    /// Notices for people, one text each, until the task ends.
    func notices() -> AsyncStream<String>

    /// The last `count` lines of the log, then new ones, until the task ends.
    func logLines(last count: Int) -> AsyncThrowingStream<String, any Error>

    /// The last `count` records of debugged requests, a text of several lines each, then new ones, until the task ends.
    func debugLines(last count: Int) -> AsyncThrowingStream<String, any Error>

    /// Whether the services belong to this shell, so that they end with it.
    var ownsServices: Bool { get }

    /// Ends the session of a batch: what it has left unconfirmed is undone, the transaction it has begun is aborted.
    func endSession() async -> SessionEnd
}

/// Why a command failed.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    package var message: String
    package var advice: String?
    /// 1 unless it is a matter of usage (2), of starting (3) or of time (7).
    package var status: Int32
    /// What the command found out all the same: it is printed before the message.
    package var value: CommandValue?

    package init(_ message: String, advice: String? = nil, status: Int32 = 1, value: CommandValue? = nil) {
        self.message = message
        self.advice = advice
        self.status = status
        self.value = value
    }

    package var description: String { advice.map { "\(message)\n\($0)" } ?? message }
}
