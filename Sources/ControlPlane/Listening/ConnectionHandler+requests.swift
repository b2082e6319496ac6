import HTTPApplication
import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard queue.isEmpty, !isBusy else {
            queue.append(part)
            if queue.count > Self.queueLimit { pauseReading(context) }
            return
        }
        take(part, context)
    }

    /// Whether all of the request in progress has arrived: what comes now belongs to the next one.
    private var isBusy: Bool { if case .answering(let exchange) = state { exchange.hasArrived } else { false } }

    /// Goes on with what has come meanwhile.
    func takeQueued(_ context: ChannelHandlerContext) {
        while !isBusy, let part = queue.popFirst() { take(part, context) }
        resumeReading(context)
        guard case .idle = state else { return }
        if let queuedMistake { return refuse(queuedMistake, context) }
        guard isInputClosed else { return }
        state = .finishing
        closeOutput(context)
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            headEnded()
            begin(head, context)
        case .body(let part):
            switch state {
            case .answering(let exchange):
                guard let body = exchange.body else { return }
                body.append(part)
                if body.isFull { pauseReading(context) }
            case .discarding(let limit) where part.readableBytes <= limit: state = .discarding(limit: limit - part.readableBytes)
            case .discarding:
                state = .finishing
                closeOutput(context)
            case .idle, .finishing, .lingering: break
            }
        case .end:
            switch state {
            case .answering(let exchange):
                exchange.hasArrived = true
                exchange.body?.finish()
            case .discarding: becomeIdle()
            case .idle, .finishing, .lingering: break
            }
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .idle = state else { return }
        let exchange = Exchange(head: head, body: makeBody(head), wantsKeepAlive: limits.keepAlive && head.isKeepAlive && !head.isUpgrade)
        state = .answering(exchange)
        if let mistake = head.mistake {
            finish(Response(status: .badRequest, text: mistake + "\n"), exchange, nil, isKept: false)
            return
        }
        // A client that does not read its answers gets no more of them made.
        if context.channel.isWritable { start(exchange, context) }
    }

    func start(_ exchange: Exchange, _ context: ChannelHandlerContext) {
        exchange.hold(endpoint.lease())
        worker.requestStarted()
        let arrival = NIOLoopBound((handler: self, exchange: exchange), eventLoop: context.eventLoop)
        exchange.task = worker.run { await Self.answer(arrival) }
    }

    private static func answer(_ arrival: NIOLoopBound<(handler: ConnectionHandler, exchange: Exchange)>) async {
        let (handler, exchange) = arrival.value
        let body = exchange.body.map { RequestBody(source: $0, declaredLength: exchange.head.declaredLength) } ?? .empty
        let request = Request(
            method: exchange.head.method, target: exchange.head.uri, headers: exchange.head.headers, body: body, scheme: handler.scheme,
            remoteAddress: handler.remoteAddress)
        request.body.limit = handler.limits.maximumBodySize
        request.client = exchange
        let response = await handler.endpoint.respond(to: request, lease: exchange.lease)
        exchange.body?.detach()
        func complete() {
            exchange.release()
            handler.worker.requestFinished(failed: response.status.code >= 500)
        }
        if case .disconnect(let isReset) = response.body {
            complete()
            handler.disconnect(response, exchange, request, isReset: isReset)
        } else if case .stream(let parts, let trailers) = response.body, handler.mayStream(response, exchange) {
            await handler.stream(parts, trailers, response, exchange, request)
            complete()
        } else {
            // Whoever has read the answer finds it counted.
            complete()
            handler.finish(response, exchange, request, isKept: true)
        }
    }

    /// `nil` when the head says that there is no body.
    private func makeBody(_ head: HTTPRequestHead) -> LoopBodySource? {
        guard head.declaredLength != 0 else { return nil }
        return LoopBodySource(
            onFirstWait: head.expectsContinue ? { [weak self] in self?.sendContinue() } : nil,
            onDrained: { [weak self] in
                guard let self, let context else { return }
                resumeReading(context)
            })
    }

    private func sendContinue() {
        guard case .answering = state, let context else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }

    // MARK: Bytes that are no request

    func refuse(_ error: HTTPParserError, _ context: ChannelHandlerContext) {
        let (status, text): (HTTPResponseStatus, String) =
            switch error {
            case .headerOverflow: (.requestHeaderFieldsTooLarge, "The request target or a header is too long.")
            case .invalidEOFState: (.badRequest, "The request ends in its middle.")
            case .invalidVersion: (.badRequest, "The request line does not end in HTTP/1.0 or HTTP/1.1 and CR LF.")
            default: (.badRequest, "The request is no well-formed HTTP.")
            }
        switch state {
        case .idle: refuse(status, text, context)
        case .answering(let exchange) where exchange.hasArrived:
            // What was read before the mistake is answered first.
            if queuedMistake == nil { queuedMistake = error }
        case .answering(let exchange):
            exchange.body?.fail(RequestBodyInterrupted(status, reason: text))
            // A request that is being answered already can only be broken off; a task that still works on it finds nobody to answer.
            guard !exchange.hasResponded else { return context.close(promise: nil) }
            refuse(status, text, context)
        case .discarding:
            state = .finishing
            closeOutput(context)
        case .finishing, .lingering: break
        }
    }

    /// Answers what is no request, past the HTTP encoder, and closes the connection.
    func refuse(_ status: HTTPResponseStatus, _ text: String, _ context: ChannelHandlerContext) {
        state = .finishing
        guard context.channel.isActive else { return }
        wire?.send(
            """
            HTTP/1.1 \(status.code) \(status.reasonPhrase)\r
            Content-Type: text/plain; charset=UTF-8\r
            Content-Length: \(text.utf8.count + 1)\r
            Date: \(worker.date)\r
            Connection: close\r
            \r
            \(text)\n
            """)
        endpoint.log(
            AccessRecord(
                remoteAddress: remoteAddress, method: .RAW(value: "-"), target: "-", status: status.code,
                length: text.utf8.count + 1, elapsed: .zero, requestID: nil, generation: 0))
        closeOutput(context)
    }
}

extension HTTPRequestHead {
    /// Bytes of the body; `nil` for a chunked one.
    var declaredLength: Int? {
        if headers.contains(name: "transfer-encoding") { return nil }
        return headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    }

    /// HTTP/1.0 knows no interim response.
    fileprivate var expectsContinue: Bool {
        guard version != .http1_0, let value = headers.first(name: "expect") else { return false }
        return value.lowercased() == "100-continue"
    }

    /// Whether the decoder takes what follows for another protocol: nothing after this request would be read as HTTP.
    fileprivate var isUpgrade: Bool { method == .CONNECT || headers.contains(name: "upgrade") }

    /// Why RFC 9112 has the request refused, although it could be parsed.
    fileprivate var mistake: String? {
        var hosts = 0
        for (name, _) in headers where name.utf8.count == 4 && name.utf8.elementsEqual("host".utf8, by: { $0 | 0x20 == $1 }) { hosts += 1 }
        if hosts > 1 { return "The request has more than one Host header." }
        if hosts == 0, version != .http1_0 { return "The request has no Host header." }
        let codings = headers["transfer-encoding"]
        if !codings.isEmpty, version == .http1_0 || codings.count > 1 || codings.first?.lowercased() != "chunked" {
            return "The only transfer coding that a request can have here is chunked, from HTTP/1.1 on."
        }
        switch uri.utf8.first {
        case UInt8(ascii: "/"): return nil
        case UInt8(ascii: "*") where method == .OPTIONS && uri == "*": return nil
        default:
            let isAbsolute = ["http://", "https://"].contains { uri.lowercased().hasPrefix($0) }
            return isAbsolute && method != .CONNECT ? nil : "The request target is neither a path nor a URL."
        }
    }
}
