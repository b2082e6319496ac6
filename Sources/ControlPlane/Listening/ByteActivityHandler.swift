import NIOCore

/// Tells the connection handler that bytes arrived, before the HTTP decoder has made a head of them: slow heads are timed by it.
final class ByteActivityHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: ConnectionHandler

    init(connection: ConnectionHandler) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.bytesArrived()
        context.fireChannelRead(data)
    }
}
