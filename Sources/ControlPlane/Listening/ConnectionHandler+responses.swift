import Glibc
import HTTPApplication
import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    /// A smaller body is sent in one piece with its head.
    private static let joinedBodySize = 32 * 1024

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
        var response = response.headers.areValid ? response : Self.invalid
        // How the end of a body is found is this connection's business.
        if response.headers.contains(name: "transfer-encoding") { response.headers.remove(name: "transfer-encoding") }
        if !response.status.mayHaveBody { response.headers.remove(name: "content-length") }
        let body = response.bufferedBody
        var length = 0
        if isAnswering(exchange), let context, context.channel.isActive {
            let mayHaveBody = response.status.mayHaveBody
            let isKept = isKept && canKeep(exchange, response)
            // The answer to HEAD may state another length than that of its own empty body.
            let statesLength = exchange.head.method == .HEAD && body.readableBytes == 0 && response.headers.contains(name: "content-length")
            var bytes = context.channel.allocator.buffer(capacity: 384 + min(body.readableBytes, Self.joinedBodySize))
            writeHead(
                response, exchange, contentLength: mayHaveBody && !statesLength ? body.readableBytes : nil, isKept: isKept, to: &bytes)
            exchange.hasResponded = true
            if mayHaveBody, exchange.head.method != .HEAD, body.readableBytes > 0 {
                length = body.readableBytes
                if length <= Self.joinedBodySize {
                    bytes.writeImmutableBuffer(body)
                } else {
                    context.write(wrapOutboundOut(bytes), promise: nil)
                    bytes = body
                }
            }
            end(exchange, bytes, isKept: isKept, context)
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
        guard let context else { return }
        // Without chunked coding the end of the connection is the end of the body.
        let isChunked = exchange.head.version != .http1_0
        let isKept = canKeep(exchange, response) && isChunked
        var response = response
        response.headers.remove(name: "content-length")
        response.headers.remove(name: "transfer-encoding")
        if isChunked { response.headers.add(name: "Transfer-Encoding", value: "chunked") }
        var bytes = context.channel.allocator.buffer(capacity: 384)
        writeHead(response, exchange, contentLength: nil, isKept: isKept, to: &bytes)
        exchange.hasResponded = true
        exchange.isStreaming = true
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        var length = 0
        var isWhole = true
        do {
            for try await part in parts where part.readableBytes > 0 {
                guard isAnswering(exchange), let context = self.context else { break }
                length += part.readableBytes
                try await context.writeAndFlush(wrapOutboundOut(isChunked ? ResponseEncoder.chunk(part) : part)).get()
            }
        } catch {
            isWhole = false
        }
        exchange.isStreaming = false
        if isAnswering(exchange), let context = self.context {
            if isWhole, !Task.isCancelled {
                end(exchange, isChunked ? ResponseEncoder.lastChunk(trailers: trailers?()) : ByteBuffer(), isKept: isKept, context)
            } else {
                context.close(promise: nil)
            }
        }
        log(exchange, request, response.status, length)
    }

    /// Closes the connection without an answer, and without a word to the client's requests that wait.
    ///
    /// - Parameter isReset: whether the client sees a reset in place of an end.
    func disconnect(_ response: Response, _ exchange: Exchange, _ request: Request, isReset: Bool) {
        log(exchange, request, response.status, 0)
        guard isAnswering(exchange), let context else { return }
        state = .finishing
        queue.removeAll()
        if isReset { _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(Glibc.linger(l_onoff: 1, l_linger: 0)) }
        context.close(promise: nil)
    }

    private func canKeep(_ exchange: Exchange, _ response: Response) -> Bool {
        // A client that has closed its side is still owed the answers to what it had sent.
        exchange.wantsKeepAlive && !isDraining && (!isInputClosed || !queue.isEmpty || queuedMistake != nil)
            && (exchange.hasArrived || canDiscardRest(exchange, response))
    }

    private func writeHead(
        _ response: Response, _ exchange: Exchange, contentLength: Int?, isKept: Bool, to bytes: inout ByteBuffer
    ) {
        let connection = !isKept ? "close" : exchange.head.version == .http1_0 ? "keep-alive" : nil
        ResponseEncoder.writeHead(
            response.status, response.headers, contentLength: contentLength, date: worker.date, connection: connection, to: &bytes)
    }

    /// Whether what is still to come of the request is little enough to be read for the sake of the next one.
    private func canDiscardRest(_ exchange: Exchange, _ response: Response) -> Bool {
        // A client that waits for `100 Continue` may send the body or not: what follows could be either.
        if let body = exchange.body, body.isAwaitingContinue || body.isInterrupted { return false }
        // How long a chunked one becomes is seen when it comes; one that was too large will hardly end soon.
        guard let length = exchange.head.declaredLength else { return response.status != .payloadTooLarge }
        return length <= limits.maximumDiscardedSize
    }

    /// Sends the last bytes of a response.
    private func end(_ exchange: Exchange, _ bytes: ByteBuffer, isKept: Bool, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        guard isKept else {
            state = .finishing
            queue.removeAll()
            resumeReading(context)
            return closeOutput(context)
        }
        if exchange.hasArrived { becomeIdle() } else { state = .discarding(limit: limits.maximumDiscardedSize) }
        if !queue.isEmpty || queuedMistake != nil || isInputClosed { takeQueued(context) } else { resumeReading(context) }
    }

    private func log(_ exchange: Exchange, _ request: Request?, _ status: HTTPResponseStatus, _ length: Int) {
        endpoint.log(
            AccessRecord(
                remoteAddress: request?.remoteAddress ?? remoteAddress, method: exchange.head.method, target: exchange.head.uri,
                version: exchange.head.version, status: status.code, length: length, elapsed: ContinuousClock.now - exchange.started,
                requestID: request?.context.requestID, generation: request?.context.generation ?? 0))
    }
}

extension HTTPResponseStatus {
    fileprivate var mayHaveBody: Bool { code >= 200 && code != 204 && code != 304 }
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
