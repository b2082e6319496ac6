package import HTTPApplication
import NIOCore
import NIOHTTP1
import RequestMatching

/// `slow-body`: sends the bodies of answers in small parts with pauses between them, so that they come at a given speed.
///
/// Head and first part come at once. An answer without a body, and that to HEAD, stays as it is.
package struct SlowBodyFilter: Filter {
    private let gate: FaultGate
    private let chunk: Int
    private let pause: Duration

    /// - Parameters:
    ///   - bytesPerSecond: above 0.
    ///   - chunk: bytes of one part, above 0.
    package init(bytesPerSecond: Int, chunk: Int, gate: FaultGate = FaultGate()) {
        self.chunk = max(1, chunk)
        pause = .seconds(Double(self.chunk) / Double(max(1, bytesPerSecond)))
        self.gate = gate
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        let arrival = RequestArrival(request)
        var response = try await next(request)
        guard request.method != .HEAD else { return response }
        let facts = AnsweredRequest(request, since: arrival, answered: response)
        switch response.body {
        case .empty, .disconnect: return response
        case .bytes(let buffer):
            guard buffer.readableBytes > 0, gate.strikes(facts) != nil else { return response }
            let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
            continuation.yield(buffer)
            continuation.finish()
            response.body = .stream(slowed(parts))
        case .stream(let parts, let trailers):
            guard gate.strikes(facts) != nil else { return response }
            response.body = .stream(slowed(parts), trailers: trailers)
        }
        return response
    }

    /// The same bytes in small parts. Whoever stops to read them stops what makes them.
    private func slowed(_ parts: AsyncThrowingStream<ByteBuffer, any Error>) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task { [chunk, pause] in
                do {
                    var isFirst = true
                    for try await part in parts {
                        var rest = part
                        while let piece = rest.readSlice(length: min(chunk, rest.readableBytes)), piece.readableBytes > 0 {
                            if !isFirst { try await Task.sleep(for: pause) }
                            isFirst = false
                            continuation.yield(piece)
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
}
