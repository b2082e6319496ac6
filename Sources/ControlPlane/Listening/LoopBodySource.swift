import HTTPApplication
import NIOCore
import NIOHTTP1

/// The body of a request as its parts arrive on the connection's event loop.
///
/// Everything runs on that loop: the handler appends, the request's task takes. No more than ``highWaterMark`` bytes wait here; beyond that
/// the connection is not read until the task has caught up.
final class LoopBodySource: RequestBodySource {
    static let highWaterMark = 256 * 1024

    private var parts = CircularBuffer<ByteBuffer>()
    private var waiting = 0
    private var isComplete = false
    private var failure: (any Error)?
    private var consumer: CheckedContinuation<ByteBuffer?, any Error>?
    /// Called once, before the first wait for the client: sends `100 Continue`.
    private var onFirstWait: (() -> Void)?
    private var onDrained: (() -> Void)?

    init(onFirstWait: (() -> Void)?, onDrained: @escaping () -> Void) {
        self.onFirstWait = onFirstWait
        self.onDrained = onDrained
    }

    /// Whether the client has sent the whole body.
    var hasArrived: Bool { isComplete }
    var isWaiting: Bool { consumer != nil }
    var isFull: Bool { waiting > Self.highWaterMark }

    func append(_ part: ByteBuffer) {
        if let consumer {
            self.consumer = nil
            consumer.resume(returning: part)
        } else {
            parts.append(part)
            waiting += part.readableBytes
        }
    }

    func finish() {
        isComplete = true
        wake(.success(nil))
    }

    func fail(_ error: any Error) {
        guard !isComplete, failure == nil else { return }
        failure = error
        wake(.failure(error))
    }

    private func wake(_ result: Result<ByteBuffer?, any Error>) {
        guard let consumer else { return }
        self.consumer = nil
        consumer.resume(with: result)
    }

    func next() async throws -> ByteBuffer? {
        if let part = parts.popFirst() {
            waiting -= part.readableBytes
            if waiting == 0 { onDrained?() }
            return part
        }
        if isComplete { return nil }
        if let failure { throw failure }
        onFirstWait?()
        onFirstWait = nil
        return try await withCheckedThrowingContinuation { consumer = $0 }
    }

    /// Lets go of the connection, which the closures hold.
    func detach() {
        onFirstWait = nil
        onDrained = nil
        parts.removeAll()
    }
}

/// The client closed the connection, or was silent for too long, before it had sent the whole body.
struct RequestBodyInterrupted: Fault {
    var reason: String
    var status = HTTPResponseStatus.badRequest

    var type: String { "HTTPBadRequest" }
    var message: String { "The request body could not be read: \(reason)." }
}
