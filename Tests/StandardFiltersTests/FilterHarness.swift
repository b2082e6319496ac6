import HTTPApplication
import JSONCodec
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// An application made of a closure.
struct ClosureApplication: Application {
    let answer: @Sendable (Request) async throws -> Response

    func respond(to request: Request) async throws -> Response { try await answer(request) }
}

/// What tests do with filters: put them around an application and ask.
enum Harness {
    static func run(
        _ filters: any Filter..., request: Request,
        application: @escaping @Sendable (Request) async throws -> Response = { _ in Response(status: .ok, text: "inner") }
    ) async throws -> Response {
        let named = filters.enumerated().map { NamedFilter(name: "filter\($0.offset)", filter: $0.element) }
        let pipeline = Pipeline(filters: named, application: ClosureApplication(answer: application), applicationName: "app")
        return try await pipeline.respond(to: request)
    }

    static func request(
        _ method: HTTPMethod = .GET, _ target: String = "/networks", _ headers: HTTPHeaders = [:], body: String? = nil
    ) -> Request {
        let request = Request(method: method, target: target, headers: headers, host: "api.example:9696")
        if let body { request.body = RequestBody(buffer: ByteBuffer(string: body)) }
        return request
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension Response {
    var text: String { String(buffer: bufferedBody) }

    var json: JSONValue? { try? JSONValue(parsing: text) }
}

/// A body that arrives in parts.
final class PartsSource: RequestBodySource {
    private var parts: [String]
    private(set) var delivered = 0

    init(_ parts: [String]) { self.parts = parts }

    func next() async throws -> ByteBuffer? {
        guard !parts.isEmpty else { return nil }
        delivered += 1
        return ByteBuffer(string: parts.removeFirst())
    }
}

/// A value that closures of several tasks may write.
final class Box<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Keeps what is logged, as text.
struct RecordingLogHandler: LogHandler {
    let lines: Box<[String]>
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.value.append("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }

    static func logger(into lines: Box<[String]>) -> Logger { Logger(label: "test") { _ in RecordingLogHandler(lines: lines) } }
}
