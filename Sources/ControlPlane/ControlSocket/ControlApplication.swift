import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import Synchronization

/// What the control socket answers: command lines, completions, notices.
///
/// | request | answer |
/// |---|---|
/// | `POST /v1/run`, a command line as text | its output as it comes, trailer `X-Exit-Status`; NDJSON frames when the client accepts them |
/// | `POST /v1/complete` `{"words"}` | how the last word can go on |
/// | `POST /v1/candidates` `{"kind", "prefix", "app"}` | live objects |
/// | `GET /v1/notices` | one JSON object a line, without end |
/// | `GET /v1/session` | notices, after a first line that says that the session is known; it ends with the connection |
/// | `POST /v1/session/end` | ends the session as a batch ends: what was undone |
/// | `GET /v1/prompt` | what a prompt shows |
///
/// `X-Cloudsh-User` says who asks, `X-Cloudsh-Session` in which session, `X-Cloudsh-Session-Kind: interactive` that a person types in it. A command
/// line without a session is a batch of its own.
struct ControlApplication: Application {
    let runner: any CommandRunner
    let notices: NoticeBoard

    func respond(to request: Request) async throws -> Response {
        switch (request.method, request.pathInfo) {
        case (.POST, "/v1/run"): return try await run(request)
        case (.POST, "/v1/complete"): return try await complete(request)
        case (.POST, "/v1/candidates"): return try await candidates(request)
        case (.GET, "/v1/notices"): return follow()
        case (.GET, "/v1/session"): return hold(request)
        case (.POST, "/v1/session/end"): return await end(request)
        case (.GET, "/v1/prompt"): return Response(json: await runner.promptState(session: Self.session(request)))
        default:
            return Response(
                status: .notFound, text: "cloudsh control socket: POST /v1/run, POST /v1/complete, GET /v1/notices, GET /v1/session\n")
        }
    }

    private func run(_ request: Request) async throws -> Response {
        let line = String(buffer: try await request.body.collect())
        let wantsFrames = request.headers.first(name: "accept")?.contains("application/x-ndjson") ?? false
        let user = request.headers.first(name: "x-cloudsh-user") ?? request.remoteAddress
        let options = CommandSessionOptions(user: user, session: Self.session(request), wantsValues: wantsFrames)
        let frames = runner.run(line: line, options: options)
        let status = ExitStatus()
        let parts = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            let task = Task {
                for await frame in frames {
                    if case .finished(let code) = frame { status.set(code) }
                    if wantsFrames {
                        continuation.yield(ByteBuffer(bytes: frame.json.serialized() + [0x0A]))
                    } else if let text = frame.text {
                        continuation.yield(ByteBuffer(string: text))
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
        return Response(
            status: .ok,
            headers: ["Content-Type": wantsFrames ? "application/x-ndjson" : "text/plain; charset=UTF-8", "Trailer": "X-Exit-Status"],
            body: .stream(parts, trailers: { ["X-Exit-Status": String(status.value)] }))
    }

    private func complete(_ request: Request) async throws -> Response {
        guard let words = try await arguments(request)["words"]?.arrayValue else {
            return Response(status: .badRequest, text: "expected {\"words\": [WORD, ...]}\n")
        }
        return Response(json: await runner.complete(words: words.compactMap(\.stringValue)))
    }

    private func candidates(_ request: Request) async throws -> Response {
        let arguments = try await arguments(request)
        guard let kind = arguments["kind"]?.stringValue else {
            return Response(status: .badRequest, text: "expected {\"kind\": KIND, \"prefix\": TEXT}\n")
        }
        return Response(
            json: await runner.candidates(
                kind: kind, prefix: arguments["prefix"]?.stringValue ?? "", app: arguments["app"]?.stringValue))
    }

    private func arguments(_ request: Request) async throws -> JSONObject {
        let body = try await request.body.collect()
        return (try? JSONValue(parsing: Array(body.readableBytesView)))?.objectValue ?? JSONObject()
    }

    // MARK: Sessions and notices

    private static func session(_ request: Request) -> String? {
        request.headers.first(name: "x-cloudsh-session").flatMap { $0.isEmpty ? nil : $0 }
    }

    private static let missingSession = Response(status: .badRequest, text: "expected the header X-Cloudsh-Session\n")

    private func end(_ request: Request) async -> Response {
        guard let session = Self.session(request) else { return Self.missingSession }
        return Response(json: await runner.endSession(session, isInteractive: false))
    }

    /// Ends the session when its client is gone, however it went.
    private func hold(_ request: Request) -> Response {
        guard let session = Self.session(request) else { return Self.missingSession }
        let isInteractive = request.headers.first(name: "x-cloudsh-session-kind") == "interactive"
        let runner = runner
        return follow(first: ["kind": "session", "session": .string(session)]) {
            _ = await runner.endSession(session, isInteractive: isInteractive)
        }
    }

    /// - Parameter atEnd: done when the client has gone.
    private func follow(first: JSONValue? = nil, atEnd: (@Sendable () async -> Void)? = nil) -> Response {
        let notices = notices.follow()
        let parts = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            if let first { continuation.yield(ByteBuffer(bytes: first.serialized() + [0x0A])) }
            let task = Task {
                for await notice in notices {
                    let line: JSONValue = [
                        "kind": .string(notice.kind.rawValue), "time": .string(notice.time.fractional), "text": .string(notice.text),
                    ]
                    continuation.yield(ByteBuffer(bytes: line.serialized() + [0x0A]))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in
                task.cancel()
                if let atEnd { Task { await atEnd() } }
            }
        }
        return Response(status: .ok, headers: ["Content-Type": "application/x-ndjson"], body: .stream(parts))
    }
}

/// The status of a command that is still running, for the trailer.
private final class ExitStatus: Sendable {
    private let code = Mutex<Int32>(1)
    var value: Int32 { code.withLock { $0 } }
    func set(_ status: Int32) { code.withLock { $0 = status } }
}

extension CommandFrame {
    /// What a client that wants text is sent.
    fileprivate var text: String? {
        switch self {
        case .output(let text), .error(let text): text
        case .value, .finished: nil
        }
    }
}
