import HTTPApplication
import NIOCore
import NIOHTTP1

/// One HTTP/1.1 connection: takes a lease on the active revision when a head has been read, runs the request in a task on this event loop and
/// writes the response.
///
/// Pipelined requests wait in the channel's pipeline handler, so at most one request is in progress. Everything here runs on the event loop.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Between requests.
        case idle
        /// A request is being answered.
        case answering(Exchange)
        /// The last response has been sent; what still comes is thrown away.
        case closing
    }

    /// A request in progress.
    private final class Exchange {
        let head: HTTPRequestHead
        let body: LoopBodySource?
        let task: Task<Void, Never>?
        let keepAlive: Bool

        init(head: HTTPRequestHead, body: LoopBodySource?, task: Task<Void, Never>?, keepAlive: Bool) {
            self.head = head
            self.body = body
            self.task = task
            self.keepAlive = keepAlive
        }
    }

    private let endpoint: any RequestEndpoint
    private let worker: APIWorker
    private let limits: ListenerLimits
    private let scheme: String
    private var state = State.idle
    private var context: ChannelHandlerContext?
    private var remoteAddress = ""
    private var lastActivity = NIODeadline.now()
    private var headStarted: NIODeadline?
    private var timer: Scheduled<Void>?
    private var isDraining = false
    private var isPaused = false

    init(endpoint: any RequestEndpoint, worker: APIWorker, limits: ListenerLimits, scheme: String) {
        self.endpoint = endpoint
        self.worker = worker
        self.limits = limits
        self.scheme = scheme
    }

    // MARK: Life of the connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        remoteAddress = context.channel.remoteAddress?.ipAddress ?? "local"
        worker.connectionOpened(self)
        armTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        worker.connectionClosed(self)
        if case .answering(let exchange) = state { exchange.body?.fail(RequestBodyInterrupted(reason: "the client closed the connection")) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .answering(let exchange) = state { exchange.body?.fail(error) }
        context.close(promise: nil)
    }

    /// Lets a request in progress finish and closes the connection then; an idle connection is closed at once.
    func drain() {
        isDraining = true
        if case .idle = state { context?.close(promise: nil) }
    }

    /// Notes that bytes arrived: called by the handler in front of the HTTP decoder.
    func bytesArrived() {
        lastActivity = .now()
        if case .idle = state, headStarted == nil { headStarted = lastActivity }
    }

    private func armTimer(_ context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .milliseconds(1000)) { loopBound.value.checkTimeouts() }
    }

    private func checkTimeouts() {
        guard let context else { return }
        let now = NIODeadline.now()
        func isOver(_ start: NIODeadline, _ limit: Duration) -> Bool { now - start > TimeAmount(limit) }
        switch state {
        case .idle:
            if let headStarted, isOver(headStarted, limits.headTimeout) { return answerTimeout(context) }
            if headStarted == nil, isOver(lastActivity, limits.idleTimeout) { return context.close(promise: nil) }
        case .answering(let exchange):
            if let body = exchange.body, body.isWaiting, isOver(lastActivity, limits.bodyTimeout) {
                body.fail(RequestBodyInterrupted(reason: "the client sent nothing for \(limits.bodyTimeout)"))
            }
        case .closing:
            if isOver(lastActivity, .seconds(2)) { return context.close(promise: nil) }
        }
        armTimer(context)
    }

    private func answerTimeout(_ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .requestTimeout, headers: ["Content-Length": "0", "Connection": "close"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            headStarted = nil
            begin(head, context)
        case .body(let part):
            guard case .answering(let exchange) = state, let body = exchange.body else { return }
            body.append(part)
            if body.isFull { pauseReading(context) }
        case .end:
            guard case .answering(let exchange) = state else { return }
            exchange.body?.finish()
        }
    }

    private func pauseReading(_ context: ChannelHandlerContext) {
        isPaused = true
        _ = context.channel.setOption(ChannelOptions.autoRead, value: false)
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard isPaused else { return }
        isPaused = false
        _ = context.channel.setOption(ChannelOptions.autoRead, value: true)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .idle = state else { return }
        let lease = endpoint.lease()
        let body = makeBody(head, context)
        let arrival = Arrival(
            head: head, lease: lease, handler: NIOLoopBound(self, eventLoop: context.eventLoop),
            body: NIOLoopBound(body, eventLoop: context.eventLoop), started: .now)
        worker.requestStarted()
        let task = worker.run { await Self.answer(arrival) }
        state = .answering(Exchange(head: head, body: body, task: task, keepAlive: head.isKeepAlive && limits.keepAlive))
    }

    /// A request whose head has been read, on its way into a task.
    private struct Arrival: Sendable {
        var head: HTTPRequestHead
        var lease: RevisionLease?
        var handler: NIOLoopBound<ConnectionHandler>
        var body: NIOLoopBound<LoopBodySource?>
        var started: ContinuousClock.Instant
    }

    private static func answer(_ arrival: Arrival) async {
        let handler = arrival.handler.value
        let request = Request(
            method: arrival.head.method, target: arrival.head.uri, headers: arrival.head.headers, body: handler.body(of: arrival),
            scheme: handler.scheme, remoteAddress: handler.remoteAddress)
        request.body.limit = handler.limits.maximumBodySize
        let response = await handler.endpoint.respond(to: request, lease: arrival.lease)
        handler.finish(response, request: request, lease: arrival.lease, started: arrival.started)
    }

    private func body(of arrival: Arrival) -> RequestBody {
        guard let source = arrival.body.value else { return .empty }
        return RequestBody(source: source, declaredLength: Self.declaredLength(arrival.head))
    }

    private static func declaredLength(_ head: HTTPRequestHead) -> Int? {
        if head.headers.contains(name: "transfer-encoding") { return nil }
        return head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    }

    /// `nil` when the head says that there is no body.
    private func makeBody(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> LoopBodySource? {
        let length = Self.declaredLength(head)
        if length == 0 { return nil }
        let expectsContinue = head.headers.first(name: "expect")?.lowercased() == "100-continue"
        let sendContinue: (() -> Void)? =
            expectsContinue
            ? { [weak self] in
                guard let self, let context = self.context else { return }
                context.writeAndFlush(self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            } : nil
        return LoopBodySource(onFirstWait: sendContinue) { [weak self] in
            guard let self, let context = self.context else { return }
            self.resumeReading(context)
        }
    }

    // MARK: Responses

    private func finish(_ response: Response, request: Request, lease: RevisionLease?, started: ContinuousClock.Instant) {
        worker.requestFinished(failed: response.status.code >= 500)
        guard case .answering(let exchange) = state, let context else {
            lease?.release()
            return
        }
        exchange.body?.detach()
        if case .stream(let parts, let trailers) = response.body {
            return stream(parts, trailers, response, exchange, context, lease)
        }
        let length = write(response, exchange, context)
        lease?.release()
        endpoint.log(
            AccessRecord(
                remoteAddress: request.remoteAddress, method: exchange.head.method.rawValue, target: exchange.head.uri,
                status: response.status.code, length: length, elapsed: ContinuousClock.now - started, requestID: request.context.requestID,
                generation: request.context.generation))
    }

    /// Writes a response whose body is there and returns the length of the body.
    private func write(_ response: Response, _ exchange: Exchange, _ context: ChannelHandlerContext) -> Int {
        let body = response.bufferedBody
        var head = HTTPResponseHead(version: exchange.head.version, status: response.status, headers: response.headers)
        let mayHaveBody = response.status.code >= 200 && response.status.code != 204 && response.status.code != 304
        if mayHaveBody, !head.headers.contains(name: "content-length") {
            head.headers.add(name: "Content-Length", value: String(body.readableBytes))
        }
        let keepAlive = prepare(&head, exchange)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if mayHaveBody, exchange.head.method != .HEAD, body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        end(keepAlive: keepAlive, context)
        return body.readableBytes
    }

    private func prepare(_ head: inout HTTPResponseHead, _ exchange: Exchange) -> Bool {
        if !head.headers.contains(name: "date") { head.headers.add(name: "Date", value: worker.date) }
        // A body that the pipeline did not want would have to be read to its end before the next request.
        let keepAlive = exchange.keepAlive && !isDraining && exchange.body?.hasArrived ?? true
        if !keepAlive {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if exchange.head.version == .http1_0 {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        return keepAlive
    }

    private func end(keepAlive: Bool, trailers: HTTPHeaders? = nil, _ context: ChannelHandlerContext) {
        lastActivity = .now()
        if keepAlive {
            state = .idle
            context.writeAndFlush(wrapOutboundOut(.end(trailers)), promise: nil)
            resumeReading(context)
        } else {
            state = .closing
            let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
            // The client may still be sending: closing both directions at once could destroy the response before it is read.
            context.writeAndFlush(wrapOutboundOut(.end(trailers))).whenComplete { _ in loopBound.value.close(mode: .output, promise: nil) }
            resumeReading(context)
        }
    }

    private func stream(
        _ parts: AsyncThrowingStream<ByteBuffer, any Error>, _ trailers: (@Sendable () -> HTTPHeaders)?, _ response: Response,
        _ exchange: Exchange, _ context: ChannelHandlerContext, _ lease: RevisionLease?
    ) {
        var head = HTTPResponseHead(version: exchange.head.version, status: response.status, headers: response.headers)
        let keepAlive = prepare(&head, exchange) && exchange.head.version != .http1_0
        if !keepAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        worker.run {
            var failed = false
            do {
                for try await part in parts {
                    guard let context = loopBound.value.context else { break }
                    try await context.writeAndFlush(loopBound.value.wrapOutboundOut(.body(.byteBuffer(part)))).get()
                }
            } catch {
                failed = true
            }
            lease?.release()
            guard let context = loopBound.value.context else { return }
            // A stream that broke must not look complete: the connection ends without the last chunk.
            if failed {
                context.close(promise: nil)
            } else {
                loopBound.value.end(keepAlive: keepAlive, trailers: trailers?(), context)
            }
        }
    }
}
