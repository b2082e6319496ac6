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
    private var isDetached = false

    init(onFirstWait: (() -> Void)?, onDrained: @escaping () -> Void) {
        self.onFirstWait = onFirstWait
        isAwaitingContinue = onFirstWait != nil
        self.onDrained = onDrained
    }

    var isWaiting: Bool { consumer != nil }
    /// Whether the rest of the body is not to be expected.
    var isInterrupted: Bool { failure != nil }
    /// Whether the client waits for `100 Continue` before it sends the body, and has not been told to.
    private(set) var isAwaitingContinue: Bool
    var isFull: Bool { waiting > Self.highWaterMark }

    func append(_ part: ByteBuffer) {
        isAwaitingContinue = false
        if isDetached { return }
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
        if isDetached || consumer != nil { throw RequestBodyInterrupted(.badRequest, reason: "The body is not there to be read.") }
        if isAwaitingContinue {
            isAwaitingContinue = false
            onFirstWait?()
        }
        return try await withCheckedThrowingContinuation { consumer = $0 }
    }

    /// Lets go of the connection, which the closures hold. What still comes is thrown away.
    func detach() {
        isDetached = true
        onFirstWait = nil
        onDrained = nil
        parts.removeAll()
        waiting = 0
        wake(.failure(RequestBodyInterrupted(.badRequest, reason: "The request has been answered.")))
    }
}

/// The client closed the connection, was silent for too long or broke the coding before it had sent the whole body.
struct RequestBodyInterrupted: Fault {
    var status: HTTPResponseStatus
    var message: String

    init(_ status: HTTPResponseStatus, reason: String) {
        self.status = status
        message = reason
    }

    var type: String { "RequestBodyInterrupted" }
}
