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
/// | `POST /v1/candidates` `{"kind", "prefix"}` | live objects |
/// | `GET /v1/notices` | one JSON object a line, without end |
/// | `GET /v1/prompt` | what a prompt shows |
struct ControlApplication: Application {
    let runner: any CommandRunner
    let notices: NoticeBoard

    func respond(to request: Request) async throws -> Response {
        switch (request.method, request.pathInfo) {
        case (.POST, "/v1/run"): return try await run(request)
        case (.POST, "/v1/complete"): return try await complete(request)
        case (.POST, "/v1/candidates"): return try await candidates(request)
        case (.GET, "/v1/notices"): return follow()
        case (.GET, "/v1/prompt"): return Response(json: await runner.promptState())
        default: return Response(status: .notFound, text: "cloudsh control socket: POST /v1/run, POST /v1/complete, GET /v1/notices\n")
        }
    }

    private func run(_ request: Request) async throws -> Response {
        let line = String(buffer: try await request.body.collect())
        let wantsFrames = request.headers.first(name: "accept")?.contains("application/x-ndjson") ?? false
        let user = request.headers.first(name: "x-cloudsh-user") ?? request.remoteAddress
        let frames = runner.run(line: line, options: CommandSessionOptions(user: user, wantsValues: wantsFrames))
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
        return Response(json: await runner.candidates(kind: kind, prefix: arguments["prefix"]?.stringValue ?? ""))
    }

    private func arguments(_ request: Request) async throws -> JSONObject {
        let body = try await request.body.collect()
        return (try? JSONValue(parsing: Array(body.readableBytesView)))?.objectValue ?? JSONObject()
    }

    private func follow() -> Response {
        let notices = notices.follow()
        let parts = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            let task = Task {
                for await notice in notices {
                    let line: JSONValue = [
                        "kind": .string(notice.kind.rawValue), "time": .string(notice.time.fractional), "text": .string(notice.text),
                    ]
                    continuation.yield(ByteBuffer(bytes: line.serialized() + [0x0A]))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
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
