import JSONCodec
import NIOCore
import NIOHTTP1
import NIOPosix

/// An identity service on a port of its own that answers as it is told and remembers what it was asked.
final class FakeIdentity: Sendable {
    struct Asked: Sendable, Equatable {
        var method: HTTPMethod
        var uri: String
        var headers: HTTPHeaders
        var body: String
    }

    typealias Answer = @Sendable (Asked, Int) -> (HTTPResponseStatus, HTTPHeaders, JSONValue?)

    let asked = Box<[Asked]>([])
    private let channel: any Channel
    private let port: Int

    /// - Parameter answer: gets the request and how many of its method came before.
    init(_ answer: @escaping Answer) async throws {
        let asked = asked
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(asked: asked, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    var url: String { "http://127.0.0.1:\(port)/identity" }

    func close() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let asked: Box<[Asked]>
        private let answer: Answer
        private var current: Asked?

        init(asked: Box<[Asked]>, answer: @escaping Answer) {
            self.asked = asked
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): current = Asked(method: head.method, uri: head.uri, headers: head.headers, body: "")
            case .body(let bytes): current?.body += String(buffer: bytes)
            case .end:
                guard let current else { return }
                let before = asked.value.filter { $0.method == current.method }.count
                asked.value.append(current)
                let (status, headers, json) = answer(current, before)
                let body = ByteBuffer(bytes: json?.serialized() ?? [])
                var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
                head.headers.replaceOrAdd(name: "Content-Length", value: String(body.readableBytes))
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
