import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

// A bare SwiftNIO server in the process shape of cloudsh: one accepting loop, N serving loops, each request answered with the same bytes.

/// Answers every request with the bytes of one file.
final class FixedAnswer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let status: HTTPResponseStatus
    private let headers: HTTPHeaders
    private let body: ByteBuffer
    private var keepAlive = true

    init(status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): keepAlive = head.isKeepAlive
        case .body: break
        case .end:
            context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            if !keepAlive { context.close(promise: nil) }
        }
    }
}

@main
enum ReferenceServer {
    /// `reference-server PORT LOOPS STATUS FILE`: prints the port when it listens, serves until it is killed.
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let port = Int(arguments[1]), let loops = Int(arguments[2]), let status = Int(arguments[3]) else {
            print("usage: reference-server PORT LOOPS STATUS FILE")
            exit(2)
        }
        let body = try read(arguments[4])
        let headers: HTTPHeaders = [
            "Content-Type": "application/json", "X-Openstack-Request-Id": "req-00000000-0000-4000-8000-000000000000",
            "Content-Length": String(body.readableBytes), "Date": "Sat, 21 Nov 2026 14:15:00 GMT",
        ]
        let channel = try ServerBootstrap(
            group: MultiThreadedEventLoopGroup(numberOfThreads: 1), childGroup: MultiThreadedEventLoopGroup(numberOfThreads: loops)
        )
        .serverChannelOption(ChannelOptions.backlog, value: 4096)
        .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let operations = channel.pipeline.syncOperations
                try operations.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
                try operations.addHandler(FixedAnswer(status: HTTPResponseStatus(statusCode: status), headers: headers, body: body))
            }
        }
        .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: "127.0.0.1", port: port).wait()
        print(channel.localAddress?.port ?? 0)
        fflush(nil)
        try channel.closeFuture.wait()
    }

    private static func read(_ path: String) throws -> ByteBuffer {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: path) }
        defer { close(descriptor) }
        var buffer = ByteBuffer()
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return buffer }
            buffer.writeBytes(chunk[..<count])
        }
    }
}
