import Glibc
import JSONCodec
import NIOCore
import NIOHTTP1
import NIOPosix

/// A client of the control socket: HTTP/1.1 over a Unix socket, one connection a request.
struct ControlClient: Sendable {
    let socketPath: String
    let session: ShellSession
    private let group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

    init(socketPath: String, session: ShellSession) {
        self.socketPath = socketPath
        self.session = session
    }

    /// Why the instance behind the socket cannot be asked.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Sends a request and delivers the parts of the answer's body as they come.
    ///
    /// - Throws: ``Failure`` when nobody listens or the answer is no 200.
    func parts(
        _ method: HTTPMethod, _ path: String, body: String = "", headers: HTTPHeaders = HTTPHeaders()
    ) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    try await exchange(method, path, body, headers) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// The lines of an NDJSON answer.
    func documents(
        _ method: HTTPMethod, _ path: String, body: String = "", headers: HTTPHeaders = HTTPHeaders()
    ) -> AsyncThrowingStream<JSONValue, any Error> {
        let parts = parts(method, path, body: body, headers: headers)
        return AsyncThrowingStream { continuation in
            let task = Task {
                var pending: [UInt8] = []
                do {
                    for try await part in parts {
                        pending.append(contentsOf: part.readableBytesView)
                        while let end = pending.firstIndex(of: 0x0A) {
                            continuation.yield(try JSONValue(parsing: Array(pending[..<end])))
                            pending.removeSubrange(...end)
                        }
                    }
                    if !pending.isEmpty { continuation.yield(try JSONValue(parsing: pending)) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// The answer's document.
    func document(_ method: HTTPMethod, _ path: String, body: String = "") async throws -> JSONValue {
        var bytes: [UInt8] = []
        for try await part in parts(method, path, body: body) { bytes.append(contentsOf: part.readableBytesView) }
        return try JSONValue(parsing: bytes)
    }

    private func exchange(
        _ method: HTTPMethod, _ path: String, _ body: String, _ headers: HTTPHeaders, _ deliver: @Sendable (ByteBuffer) -> Void
    ) async throws {
        let channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
        do {
            channel = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: socketPath) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
        } catch let error as IOError where error.errnoCode == ENOENT || error.errnoCode == ECONNREFUSED {
            throw Failure(description: "no running instance at \(socketPath)")
        } catch {
            throw Failure(description: "cannot attach to \(socketPath): \(error)")
        }
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        head.headers.replaceOrAdd(name: "Host", value: "cloudsh")
        head.headers.replaceOrAdd(name: "Content-Length", value: String(body.utf8.count))
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        head.headers.replaceOrAdd(name: "X-Cloudsh-User", value: session.user)
        head.headers.replaceOrAdd(name: "X-Cloudsh-Session", value: session.id)
        if session.isInteractive { head.headers.replaceOrAdd(name: "X-Cloudsh-Session-Kind", value: "interactive") }
        let requestHead = head
        try await channel.executeThenClose { inbound, outbound in
            // In one write: a request without a body is whole with its head, and may be answered and closed before its end is written.
            var parts: [HTTPClientRequestPart] = [.head(requestHead)]
            if !body.isEmpty { parts.append(.body(.byteBuffer(ByteBuffer(string: body)))) }
            try await outbound.write(contentsOf: parts + [.end(nil)])
            var isComplete = false
            for try await part in inbound {
                switch part {
                case .head(let head):
                    guard head.status == .ok else { throw Failure(description: "\(socketPath) answered \(head.status)") }
                case .body(let buffer): deliver(buffer)
                case .end: isComplete = true
                }
                if isComplete { break }
            }
            guard isComplete else { throw Failure(description: "the instance at \(socketPath) ended before it had answered") }
        }
    }
}
