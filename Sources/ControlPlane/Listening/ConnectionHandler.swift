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

    enum State {
        /// Between requests.
        case idle
        /// A request is being answered.
        case answering(Exchange)
        /// A request has been answered before all of its body had come; the rest is thrown away and the connection kept, unless it is more than
        /// `limit` bytes.
        case discarding(limit: Int)
        /// The last response is on its way; what still comes is thrown away.
        case finishing
        /// The last response has been sent and this side closed, the client may still send: closing both sides at once could destroy the response
        /// before the client has read it.
        case lingering(since: NIODeadline)
    }

    let endpoint: any RequestEndpoint
    let worker: APIWorker
    let limits: ListenerLimits
    let scheme: String
    private let admission: Admission
    /// Parts of pipelined requests that may wait before the connection is no longer read.
    static let queueLimit = 256

    weak var wire: ByteActivityHandler?
    /// Parts of the requests after the one in progress.
    var queue = CircularBuffer<HTTPServerRequestPart>()
    /// The mistake behind what waits.
    var queuedMistake: HTTPParserError?
    var state = State.idle
    private(set) var context: ChannelHandlerContext?
    private(set) var remoteAddress = ""
    private(set) var isDraining = false
    /// Whether the client has closed its side.
    private(set) var isInputClosed = false
    private var hasReceived = false
    private var lastActivity = NIODeadline.now()
    private var headStarted: NIODeadline?
    private var timer: Scheduled<Void>?
    private var isPaused = false
    private var unsentBytes = 0
    private var lastProgress = NIODeadline.now()

    init(endpoint: any RequestEndpoint, admission: Admission, limits: ListenerLimits, scheme: String) {
        self.endpoint = endpoint
        self.admission = admission
        worker = admission.worker
        self.limits = limits
        self.scheme = scheme
    }

    // MARK: Life of the connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        remoteAddress = context.channel.remoteAddress?.ipAddress ?? "local"
        // A client that never ends its handshake shows no bytes here.
        if scheme == "https" { headStarted = .now() }
        armTimer(context)
        worker.connectionOpened(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        queue.removeAll()
        self.context = nil
        abandonRequest("the client closed the connection")
        worker.connectionClosed(self)
        admission.end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        abandonRequest("the client closed the connection")
        context.fireChannelInactive()
    }

    /// The request in progress goes on without its client: a body that is awaited will not come, and nobody follows a stream.
    private func abandonRequest(_ reason: String) {
        guard case .answering(let exchange) = state else { return }
        exchange.body?.fail(RequestBodyInterrupted(.badRequest, reason: reason))
        exchange.abandon()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError: refuse(error, context)
        // What follows bytes that were no HTTP.
        case is ByteToMessageDecoderError: break
        default:
            abandonRequest("\(error)")
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            isInputClosed = true
            switch state {
            case .idle, .discarding, .lingering: context.close(promise: nil)
            // A client may close its side and still wait for the answer.
            case .answering, .finishing: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, case .answering(let exchange) = state, exchange.task == nil { start(exchange, context) }
        context.fireChannelWritabilityChanged()
    }

    /// Lets a request in progress finish and closes the connection then. An idle connection is closed after a moment, in which a request that was
    /// under way is still answered.
    func drain() {
        isDraining = true
        if case .idle = state { closeWhenIdle() }
    }

    private func closeWhenIdle() {
        guard let context else { return }
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(limits.drainGrace)) {
            let handler = loopBound.value
            guard let context = handler.context, case .idle = handler.state else { return }
            handler.state = .finishing
            handler.closeOutput(context)
        }
    }

    /// Closes the connection as it is.
    func abort() { context?.close(promise: nil) }

    // MARK: Time

    /// Notes that bytes arrived: called by the handler in front of the HTTP decoder.
    func bytesArrived() {
        lastActivity = .now()
        hasReceived = true
        if case .idle = state, headStarted == nil { headStarted = lastActivity }
    }

    func noteActivity() { lastActivity = .now() }

    private func armTimer(_ context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: TimeAmount(limits.tick)) { loopBound.value.checkTimeouts() }
    }

    private func checkTimeouts() {
        guard let context else { return }
        let now = NIODeadline.now()
        func isOver(_ start: NIODeadline, _ limit: Duration) -> Bool { now - start > TimeAmount(limit) }
        let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if unsent == 0 || unsent != unsentBytes { lastProgress = now }
        unsentBytes = unsent
        if isOver(lastProgress, limits.writeTimeout) { return context.close(promise: nil) }
        switch state {
        case .idle:
            if let headStarted, isOver(headStarted, limits.headTimeout) {
                guard hasReceived else { return context.close(promise: nil) }
                return refuse(.requestTimeout, "The request head took longer than \(limits.headTimeout).", context)
            }
            if headStarted == nil, unsent == 0, isOver(lastActivity, limits.idleTimeout) { return context.close(promise: nil) }
        case .answering(let exchange):
            if let body = exchange.body, body.isWaiting, isOver(lastActivity, limits.bodyTimeout) {
                body.fail(RequestBodyInterrupted(.requestTimeout, reason: "The client sent nothing for \(limits.bodyTimeout)."))
            }
        case .discarding:
            if isOver(lastActivity, limits.bodyTimeout) { return context.close(promise: nil) }
        case .finishing, .lingering: break
        }
        armTimer(context)
    }

    // MARK: The end of a connection

    /// Closes this side once everything written has been sent, then waits a little for the client to close the other.
    func closeOutput(_ context: ChannelHandlerContext) {
        resumeReading(context)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        guard !isInputClosed else {
            wire?.whenFlushed { loopBound.value.abort() }
            return
        }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { result in
            let handler = loopBound.value
            guard let context = handler.context, case .finishing = handler.state else { return }
            guard case .success = result, !handler.isInputClosed else { return context.close(promise: nil) }
            let now = NIODeadline.now()
            handler.state = .lingering(since: now)
            handler.linger(since: now, context)
        }
        context.close(mode: .output, promise: promise)
    }

    private func linger(since start: NIODeadline, _ context: ChannelHandlerContext) {
        timer?.cancel()
        let wait = TimeAmount(isDraining ? limits.drainGrace : limits.lingerTimeout)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: wait) {
            let handler = loopBound.value
            guard let context = handler.context else { return }
            let now = NIODeadline.now()
            if now - handler.lastActivity < wait, now - start < TimeAmount(handler.limits.lingerLimit) {
                handler.linger(since: start, context)
            } else {
                context.close(promise: nil)
            }
        }
    }

    // MARK: Flow

    func pauseReading(_ context: ChannelHandlerContext) {
        guard !isPaused else { return }
        isPaused = true
        _ = context.channel.setOption(ChannelOptions.autoRead, value: false)
    }

    func resumeReading(_ context: ChannelHandlerContext) {
        guard isPaused, queue.count < Self.queueLimit / 2 else { return }
        isPaused = false
        _ = context.channel.setOption(ChannelOptions.autoRead, value: true)
    }

    /// The connection waits for its next request.
    func becomeIdle() {
        state = .idle
        noteActivity()
        if isDraining { closeWhenIdle() }
    }

    func headEnded() { headStarted = nil }
}
