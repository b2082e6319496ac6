import HTTPApplication
import NIOCore
import NIOHTTP1

/// One HTTP/1.1 connection: takes a lease on the active revision when a head has been read, runs the request in a task on this event loop and
/// writes the response.
///
/// Requests are answered one at a time; what a client sends meanwhile waits here, within bounds. Everything runs on the event loop.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

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
        let keepAlive: Bool
        /// The last part of the request has been read.
        var hasArrived = false
        var task: Task<Void, Never>?

        init(head: HTTPRequestHead, body: LoopBodySource?, keepAlive: Bool) {
            self.head = head
            self.body = body
            self.keepAlive = keepAlive
        }
    }

    /// A request whose head has been read, on its way into a task.
    private struct Arrival: Sendable {
        var head: HTTPRequestHead
        var lease: RevisionLease?
        var handler: NIOLoopBound<ConnectionHandler>
        var body: NIOLoopBound<LoopBodySource?>
        var started: ContinuousClock.Instant
    }

    /// Parts of pipelined requests that may wait before the connection is no longer read.
    private static let queueLimit = 256
    /// Smaller bodies are sent in one piece with their head.
    private static let joinedBodySize = 32 * 1024

    private let endpoint: any RequestEndpoint
    private let worker: APIWorker
    private let limits: ListenerLimits
    private let scheme: String
    private var state = State.idle
    private var queue = CircularBuffer<HTTPServerRequestPart>()
    /// Why nothing more can be read from the client, once that is so.
    private var parseFailure: HTTPParserError?
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
        queue.removeAll()
        if case .answering(let exchange) = state { exchange.body?.fail(RequestBodyInterrupted(reason: "the client closed the connection")) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? HTTPParserError else {
            if case .answering(let exchange) = state { exchange.body?.fail(error) }
            return context.close(promise: nil)
        }
        guard parseFailure == nil else { return }
        parseFailure = failure
        switch state {
        case .idle: refuse(failure, context)
        // What was read before the mistake is answered first.
        case .answering(let exchange): exchange.body?.fail(RequestBodyInterrupted(reason: "the body is malformed: \(failure)"))
        case .closing: break
        }
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
        timer = context.eventLoop.scheduleTask(in: limits.checkInterval) { loopBound.value.checkTimeouts() }
    }

    private func checkTimeouts() {
        guard let context else { return }
        let now = NIODeadline.now()
        func isOver(_ start: NIODeadline, _ limit: Duration) -> Bool { now - start > TimeAmount(limit) }
        switch state {
        case .idle:
            if let headStarted, isOver(headStarted, limits.headTimeout) { return refuse(.requestTimeout, context) }
            if headStarted == nil, isOver(lastActivity, limits.idleTimeout) { return context.close(promise: nil) }
        case .answering(let exchange):
            if let body = exchange.body, body.isWaiting, isOver(lastActivity, limits.bodyTimeout) {
                body.fail(RequestBodyInterrupted(reason: "the client sent nothing for \(limits.bodyTimeout)", status: .requestTimeout))
            }
        case .closing:
            if isOver(lastActivity, .seconds(2)) { return context.close(promise: nil) }
        }
        armTimer(context)
    }

    private func refuse(_ failure: HTTPParserError, _ context: ChannelHandlerContext) {
        refuse(failure == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest, context)
    }

    /// Answers what is no request, and ends the connection.
    private func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        state = .closing
        var buffer = context.channel.allocator.buffer(capacity: 128)
        ResponseEncoder.writeHead(
            status, ["Content-Length": "0", "Connection": "close", "Date": worker.date], contentLength: nil, to: &buffer)
        send(buffer, thenClose: true, context)
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if !queue.isEmpty || isBusy(with: part) {
            queue.append(part)
            if queue.count > Self.queueLimit { pauseReading(context) }
        } else {
            take(part, context)
        }
    }

    /// Whether `part` belongs to a later request than the one in progress.
    private func isBusy(with part: HTTPServerRequestPart) -> Bool {
        guard case .answering(let exchange) = state else { return false }
        return exchange.hasArrived
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            headStarted = nil
            begin(head, context)
        case .body(let part):
            guard case .answering(let exchange) = state, let body = exchange.body else { return }
            body.append(part)
            if body.isFull { pauseReading(context) }
        case .end:
            guard case .answering(let exchange) = state else { return }
            exchange.hasArrived = true
            exchange.body?.finish()
        }
    }

    /// Goes on with what has arrived since: up to the end of the next request.
    private func takeQueued(_ context: ChannelHandlerContext) {
        while let part = queue.first {
            if case .closing = state { return queue.removeAll() }
            if isBusy(with: part) { break }
            queue.removeFirst()
            take(part, context)
        }
        if queue.count < Self.queueLimit / 2 { resumeReading(context) }
        guard case .idle = state, let parseFailure else { return }
        refuse(parseFailure, context)
    }

    private func pauseReading(_ context: ChannelHandlerContext) {
        guard !isPaused else { return }
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
        let body = makeBody(head)
        let exchange = Exchange(head: head, body: body, keepAlive: head.isKeepAlive && limits.keepAlive)
        state = .answering(exchange)
        let arrival = Arrival(
            head: head, lease: endpoint.lease(), handler: NIOLoopBound(self, eventLoop: context.eventLoop),
            body: NIOLoopBound(body, eventLoop: context.eventLoop), started: .now)
        worker.requestStarted()
        exchange.task = worker.run { await Self.answer(arrival) }
    }

    private static func answer(_ arrival: Arrival) async {
        let handler = arrival.handler.value
        let request = Request(
            method: arrival.head.method, target: arrival.head.uri, headers: arrival.head.headers, body: body(of: arrival),
            scheme: handler.scheme, remoteAddress: handler.remoteAddress)
        request.body.limit = handler.limits.maximumBodySize
        let response = await handler.endpoint.respond(to: request, lease: arrival.lease)
        handler.finish(response, request: request, arrival)
    }

    private static func body(of arrival: Arrival) -> RequestBody {
        guard let source = arrival.body.value else { return .empty }
        return RequestBody(source: source, declaredLength: declaredLength(arrival.head))
    }

    /// `nil` for a chunked body.
    private static func declaredLength(_ head: HTTPRequestHead) -> Int? {
        if head.headers.contains(name: "transfer-encoding") { return nil }
        return head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    }

    /// `nil` when the head says that there is no body.
    private func makeBody(_ head: HTTPRequestHead) -> LoopBodySource? {
        if Self.declaredLength(head) == 0 { return nil }
        let expectsContinue = head.version == .http1_1 && head.headers.first(name: "expect")?.lowercased() == "100-continue"
        let sendContinue: (() -> Void)? =
            expectsContinue
            ? { [weak self] in
                guard let self, let context = self.context else { return }
                context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            } : nil
        return LoopBodySource(onFirstWait: sendContinue) { [weak self] in
            guard let self, let context = self.context else { return }
            self.resumeReading(context)
        }
    }

    // MARK: Responses

    private func finish(_ response: Response, request: Request, _ arrival: Arrival) {
        worker.requestFinished(failed: response.status.code >= 500)
        guard case .answering(let exchange) = state, let context else {
            arrival.lease?.release()
            return
        }
        exchange.body?.detach()
        if case .stream(let parts, let trailers) = response.body {
            return stream(parts, trailers, response, exchange, context, arrival.lease)
        }
        let length = response.bufferedBody.readableBytes
        endpoint.log(
            AccessRecord(
                remoteAddress: request.remoteAddress, method: arrival.head.method, target: arrival.head.uri, status: response.status.code,
                length: length, elapsed: .now - arrival.started, requestID: request.context.requestID,
                generation: request.context.generation))
        arrival.lease?.release()
        write(response, exchange, context)
    }

    /// Whether the connection goes on after this exchange. A body that the pipeline did not want would have to be read to its end first.
    private func keepsAlive(_ exchange: Exchange) -> Bool {
        exchange.keepAlive && !isDraining && exchange.hasArrived && parseFailure == nil
    }

    private func head(
        _ response: Response, contentLength: Int?, keepAlive: Bool, _ exchange: Exchange, capacity: Int, _ context: ChannelHandlerContext
    ) -> ByteBuffer {
        var buffer = context.channel.allocator.buffer(capacity: 384 + capacity)
        let connection = !keepAlive ? "close" : exchange.head.version == .http1_0 ? "keep-alive" : nil
        ResponseEncoder.writeHead(
            response.status, response.headers, contentLength: contentLength, date: worker.date, connection: connection, to: &buffer)
        return buffer
    }

    private func write(_ response: Response, _ exchange: Exchange, _ context: ChannelHandlerContext) {
        let body = response.bufferedBody
        let status = response.status.code
        let mayHaveBody = status >= 200 && status != 204 && status != 304
        let keepAlive = keepsAlive(exchange)
        let hasBody = mayHaveBody && exchange.head.method != .HEAD && body.readableBytes > 0
        let isJoined = hasBody && body.readableBytes <= Self.joinedBodySize
        var buffer = head(
            response, contentLength: mayHaveBody ? body.readableBytes : nil, keepAlive: keepAlive, exchange,
            capacity: isJoined ? body.readableBytes : 0, context)
        if isJoined {
            buffer.writeImmutableBuffer(body)
        } else if hasBody {
            context.write(wrapOutboundOut(buffer), promise: nil)
            buffer = body
        }
        end(buffer, keepAlive: keepAlive, context)
    }

    /// Sends the last bytes of a response.
    private func end(_ buffer: ByteBuffer, keepAlive: Bool, _ context: ChannelHandlerContext) {
        lastActivity = .now()
        guard keepAlive else {
            state = .closing
            send(buffer, thenClose: true, context)
            return resumeReading(context)
        }
        state = .idle
        send(buffer, thenClose: false, context)
        if queue.isEmpty, !isPaused, parseFailure == nil { return }
        takeQueued(context)
    }

    private func send(_ buffer: ByteBuffer, thenClose: Bool, _ context: ChannelHandlerContext) {
        guard thenClose else { return context.writeAndFlush(wrapOutboundOut(buffer), promise: nil) }
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        // The client may still be sending: closing both directions at once could destroy the response before it is read.
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in loopBound.value.close(mode: .output, promise: nil) }
    }

    // MARK: Streams

    private func stream(
        _ parts: AsyncThrowingStream<ByteBuffer, any Error>, _ trailers: (@Sendable () -> HTTPHeaders)?, _ response: Response,
        _ exchange: Exchange, _ context: ChannelHandlerContext, _ lease: RevisionLease?
    ) {
        // HTTP/1.0 knows no chunks: there the end of the connection is the end of the body.
        let isChunked = exchange.head.version != .http1_0
        let keepAlive = keepsAlive(exchange) && isChunked
        var response = response
        if isChunked { response.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked") }
        let head = head(response, contentLength: nil, keepAlive: keepAlive, exchange, capacity: 0, context)
        context.writeAndFlush(wrapOutboundOut(head), promise: nil)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        worker.run {
            var failed = false
            do {
                for try await part in parts where part.readableBytes > 0 {
                    guard let context = loopBound.value.context else { break }
                    let chunk = isChunked ? ResponseEncoder.chunk(part) : part
                    try await context.writeAndFlush(loopBound.value.wrapOutboundOut(chunk)).get()
                }
            } catch {
                failed = true
            }
            lease?.release()
            guard let context = loopBound.value.context else { return }
            // A stream that broke must not look complete: the connection ends without the last chunk.
            if failed { return context.close(promise: nil) }
            loopBound.value.end(
                isChunked ? ResponseEncoder.lastChunk(trailers: trailers?()) : ByteBuffer(), keepAlive: keepAlive, context)
        }
    }
}
