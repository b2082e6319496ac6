import HTTPApplication
import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    /// Whether anybody wants the parts of a streamed response.
    func mayStream(_ response: Response, _ exchange: Exchange) -> Bool {
        exchange.head.method != .HEAD && response.status.mayHaveBody && response.headers.areValid && isAnswering(exchange)
    }

    private func isAnswering(_ exchange: Exchange) -> Bool {
        if case .answering(let current) = state { current === exchange } else { false }
    }

    /// Writes a response whose body is there.
    ///
    /// - Parameter request: `nil` when nothing saw the request.
    /// - Parameter isKept: whether the connection may be kept.
    func finish(_ response: Response, _ exchange: Exchange, _ request: Request?, isKept: Bool) {
        let response = response.headers.areValid ? response : Self.invalid
        let body = response.bufferedBody
        var length = 0
        if isAnswering(exchange), let context, context.channel.isActive {
            var head = HTTPResponseHead(version: exchange.head.version, status: response.status, headers: response.headers)
            head.frame(response.status.mayHaveBody ? response.body : nil, answers: exchange.head.method)
            let isKept = prepare(&head, exchange) && isKept
            if !isKept { head.headers.replaceOrAdd(name: "Connection", value: "close") }
            exchange.hasResponded = true
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            if response.status.mayHaveBody, exchange.head.method != .HEAD, body.readableBytes > 0 {
                length = body.readableBytes
                context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            }
            end(exchange, isKept: isKept, context)
        }
        log(exchange, request, response.status, length)
    }

    /// What a response becomes whose headers would break HTTP.
    private static var invalid: Response { Response(status: .internalServerError, text: "Internal Server Error\n") }

    /// Writes a response as its parts come. A stream that breaks does not look complete: the connection ends without the last chunk.
    func stream(
        _ parts: AsyncThrowingStream<ByteBuffer, any Error>, _ trailers: (@Sendable () -> HTTPHeaders)?, _ response: Response,
        _ exchange: Exchange, _ request: Request
    ) async {
        guard let context, context.channel.isActive else { return }
        var head = HTTPResponseHead(version: exchange.head.version, status: response.status, headers: response.headers)
        head.frame(response.body, answers: exchange.head.method)
        // Without chunked coding the end of the connection is the end of the body.
        let isKept = prepare(&head, exchange) && exchange.head.version != .http1_0
        if !isKept { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        exchange.hasResponded = true
        exchange.isStreaming = true
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        var length = 0
        var isWhole = true
        do {
            for try await part in parts {
                guard isAnswering(exchange), let context = self.context else { break }
                length += part.readableBytes
                try await context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).get()
            }
        } catch {
            isWhole = false
        }
        exchange.isStreaming = false
        if isAnswering(exchange), let context = self.context {
            if isWhole, !Task.isCancelled {
                end(exchange, isKept: isKept, trailers: trailers?(), context)
            } else {
                context.close(promise: nil)
            }
        }
        log(exchange, request, response.status, length)
    }

    /// Adds what every head has and says whether the connection can be kept.
    private func prepare(_ head: inout HTTPResponseHead, _ exchange: Exchange) -> Bool {
        if !head.headers.contains(name: "date") { head.headers.add(name: "Date", value: worker.date) }
        let isKept = exchange.wantsKeepAlive && !isDraining && !isInputClosed && (exchange.hasArrived || canDiscardRest(exchange))
        if !isKept {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if exchange.head.version == .http1_0 {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        return isKept
    }

    /// Whether what is still to come of the request is little enough to be read for the sake of the next one.
    private func canDiscardRest(_ exchange: Exchange) -> Bool {
        // A client that waits for `100 Continue` may send the body or not: what follows could be either.
        if let body = exchange.body, body.isAwaitingContinue || body.isInterrupted { return false }
        guard let length = exchange.head.declaredLength else { return false }
        return length <= limits.maximumDiscardedSize
    }

    private func end(_ exchange: Exchange, isKept: Bool, trailers: HTTPHeaders? = nil, _ context: ChannelHandlerContext) {
        resumeReading(context)
        guard isKept else {
            state = .finishing
            context.writeAndFlush(wrapOutboundOut(.end(trailers)), promise: nil)
            return closeOutput(context)
        }
        if exchange.hasArrived { becomeIdle() } else { state = .discarding }
        // The next pipelined request begins in here.
        context.writeAndFlush(wrapOutboundOut(.end(trailers)), promise: nil)
    }

    private func log(_ exchange: Exchange, _ request: Request?, _ status: HTTPResponseStatus, _ length: Int) {
        endpoint.log(
            AccessRecord(
                remoteAddress: request?.remoteAddress ?? remoteAddress, method: exchange.head.method.rawValue, target: exchange.head.uri,
                version: exchange.head.version, status: status.code, length: length, elapsed: ContinuousClock.now - exchange.started,
                requestID: request?.context.requestID, generation: request?.context.generation ?? 0))
    }
}

extension HTTPResponseStatus {
    fileprivate var mayHaveBody: Bool { code >= 200 && code != 204 && code != 304 }
}

extension HTTPResponseHead {
    /// States how the end of the body is found.
    ///
    /// - Parameter body: `nil` when the status has none. The answer to `HEAD` may state another length than that of its own empty body.
    fileprivate mutating func frame(_ body: ResponseBody?, answers method: HTTPMethod) {
        if headers.contains(name: "transfer-encoding") { headers.remove(name: "transfer-encoding") }
        let isStated = headers.contains(name: "content-length")
        let length: Int
        switch body {
        case nil:
            if isStated { headers.remove(name: "content-length") }
            return
        case .stream:
            if isStated { headers.remove(name: "content-length") }
            if method != .HEAD, version != .http1_0 { headers.add(name: "Transfer-Encoding", value: "chunked") }
            return
        case .empty: length = 0
        case .bytes(let buffer): length = buffer.readableBytes
        }
        if !isStated {
            headers.add(name: "Content-Length", value: String(length))
        } else if method != .HEAD || length > 0 {
            headers.replaceOrAdd(name: "Content-Length", value: String(length))
        }
    }
}

extension HTTPHeaders {
    /// Whether no name or value holds a byte with which it would end early or begin another header.
    fileprivate var areValid: Bool {
        for (name, value) in self {
            guard !name.isEmpty, !name.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: ":") || $0 == 0x7F }) else { return false }
            guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { return false }
        }
        return true
    }
}
