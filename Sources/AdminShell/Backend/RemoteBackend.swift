package import CommandLanguage
import ControlPlane
import Dispatch
import JSONCodec
import NIOCore
import NIOHTTP1

/// Commands for a running instance, through its control socket.
package struct RemoteBackend: ShellBackend {
    private let client: ControlClient
    private let connection: SessionConnection

    /// An instance that is not asked whether it is there.
    init(socketPath: String, session: ShellSession) {
        client = ControlClient(socketPath: socketPath, session: session)
        connection = SessionConnection(client: client)
    }

    /// Begins a session, which lasts as long as the process: an instance notices when it has gone.
    ///
    /// - Throws: ``CommandFailure`` with status 3 when no instance listens there.
    package static func attach(to socketPath: String, session: ShellSession) async throws -> RemoteBackend {
        let backend = RemoteBackend(socketPath: socketPath, session: session)
        do {
            try await backend.connection.open()
        } catch {
            throw CommandFailure(
                "\(error)", advice: "start one with: cloudsh serve; or name its socket: cloudsh --attach SOCKET", status: 3)
        }
        return backend
    }

    package var ownsServices: Bool { false }

    /// How long a person at TAB waits for live objects.
    static let lookupLimit = DispatchTimeInterval.milliseconds(250)

    package func perform(_ words: [String]) async throws -> CommandValue {
        var value = CommandValue.none
        var errorText = ""
        var status: Int32?
        do {
            let frames = client.documents(
                .POST, "/v1/run", body: words.map(Self.quoted).joined(separator: " "), headers: ["Accept": "application/x-ndjson"])
            for try await document in frames {
                switch CommandFrame(json: document) {
                case .value(let json): value = CommandValue(jsonValue: json) ?? .json(json)
                case .error(let text): errorText += text
                case .output(let text): value = .text(text)
                case .finished(let code): status = code
                case nil: continue
                }
            }
        } catch is CancellationError {
            throw CommandFailure("interrupted", status: 130)
        } catch {
            throw CommandFailure("\(error)", status: 3)
        }
        guard let status else { throw CommandFailure("the instance did not say how the command ended", status: 3) }
        guard status == 0 else {
            let lines = errorText.split(separator: "\n", maxSplits: 1).map(String.init)
            // Without a word: what it found, a difference, says it all.
            var failure = CommandFailure(lines.first ?? "", advice: lines.count > 1 ? lines[1] : nil, status: status)
            if value != .none { failure.value = value }
            throw failure
        }
        return value
    }

    /// The word as the language reads it back.
    static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    package func candidates(for kind: ValueKind, prefix: String, app: String?) async -> [LiveCandidate] {
        guard let name = kind.liveName else { return [] }
        let body: JSONValue = ["kind": .string(name), "prefix": .string(prefix), "app": JSONValue(app)]
        guard let answer = try? await client.document(.POST, "/v1/candidates", body: body.description) else { return [] }
        return (answer.arrayValue ?? []).compactMap(LiveCandidate.init(jsonValue:))
    }

    package func promptState() async -> PromptState {
        guard let state = try? await client.document(.GET, "/v1/prompt") else {
            var state = PromptState()
            state.isDisconnected = true
            return state
        }
        return PromptState(jsonValue: state)
    }

    package func logLines(last count: Int) -> AsyncThrowingStream<String, any Error> { lines(of: "log tail --follow --lines \(count)") }

    package func debugLines(last count: Int) -> AsyncThrowingStream<String, any Error> {
        lines(of: "debug tail --follow --lines \(count)")
    }

    /// What a command that does not end prints, line by line.
    private func lines(of command: String) -> AsyncThrowingStream<String, any Error> {
        let parts = client.parts(.POST, "/v1/run", body: command)
        return AsyncThrowingStream { continuation in
            let task = Task {
                var pending: [UInt8] = []
                do {
                    for try await part in parts {
                        pending.append(contentsOf: part.readableBytesView)
                        while let end = pending.firstIndex(of: 0x0A) {
                            continuation.yield(String(decoding: pending[..<end], as: UTF8.self))
                            pending.removeSubrange(...end)
                        }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    package func notices() -> AsyncStream<String> { connection.notices }

    package func endSession() async -> SessionEnd {
        defer { connection.close() }
        guard let answer = try? await client.document(.POST, "/v1/session/end") else { return SessionEnd() }
        return SessionEnd(jsonValue: answer)
    }
}
