import JSONCodec
import Synchronization
import WireClient

/// Makes swaps of the network API through one session of the control socket, and knows afterwards in which order their generations were active.
final class SwapJournal: Sendable {
    /// What publishes something new, and the status of a list without a token from then on.
    struct Swap {
        var commands: [String]
        var status: Int
    }

    private struct State {
        var begun = 0
        var ended = 0
        /// After how many swaps a generation was active, and the status that it answers with.
        var places: [String: (places: [Int], status: Int)] = [:]
    }

    struct Refused: Error, CustomStringConvertible { var description: String }

    private let state = Mutex(State())
    private let control: WireClient
    private let probe: WireClient

    init(_ server: HTTPServer) async throws {
        control = try WireClient(path: server.directory + "/cloudsh.sock")
        probe = try server.connect()
        try await note(200)
    }

    var begun: Int { state.withLock { $0.begun } }
    var ended: Int { state.withLock { $0.ended } }

    /// Makes a swap and looks under which generation requests run after it.
    func make(_ swap: Swap) async throws {
        state.withLock { $0.begun += 1 }
        for command in swap.commands { try await run(command) }
        state.withLock { $0.ended += 1 }
        try await note(swap.status)
    }

    /// - Returns: `nil` for a generation that no swap made.
    func places(of generation: String) -> (places: [Int], status: Int)? { state.withLock { $0.places[generation] } }

    private func run(_ line: String) async throws {
        try await control.send(
            """
            POST /v1/run HTTP/1.1\r
            Host: x\r
            X-Cloudsh-User: test\r
            X-Cloudsh-Session: journal\r
            Accept: application/x-ndjson\r
            Content-Length: \(line.utf8.count)\r
            \r
            \(line)
            """)
        let answer = try await control.answer()
        let last = answer.body.split(separator: "\n").last.flatMap { try? JSONValue(parsing: String($0)) }
        guard last?["finished"] == 0 else { throw Refused(description: "\(line): \(answer.body)") }
    }

    private func note(_ status: Int) async throws {
        try await probe.send("GET /v2.0/networks HTTP/1.1\r\nHost: x\r\n\r\n")
        let answer = try await probe.answer()
        let generation = answer.headers["x-cloudsh-generation"] ?? ""
        guard answer.status == status, !generation.isEmpty else {
            throw Refused(description: "\(answer.status), not \(status), after swap \(ended)")
        }
        state.withLock { $0.places[generation, default: ([], status)].places.append($0.ended) }
    }
}
