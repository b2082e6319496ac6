import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A listening address and the HTTP connections that come in there.
///
/// The engine is SwiftNIO; nothing outside this folder knows that.
final class HTTPListener: Sendable {
    enum Address: Sendable, Hashable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    private let acceptor: Acceptor
    private let finished: EventLoopFuture<Void>
    private let isAccepting = Atomic<Bool>(false)
    /// The port that is bound, which the system chose when 0 was asked for; `nil` for a Unix socket.
    let boundPort: Int?

    private init(acceptor: Acceptor, finished: EventLoopFuture<Void>) {
        self.acceptor = acceptor
        self.finished = finished
        boundPort = acceptor.port
    }

    /// Binds and begins to accept; connections go to the workers of `loops` in turn.
    ///
    /// - Parameter accepts: `false` when connections have to wait for ``accept()``.
    /// - Throws: ``ListenError`` naming the address when it cannot be bound.
    static func bind(
        _ address: Address, endpoint: any RequestEndpoint, loops: WorkerLoops, loop: any EventLoop, limits: ListenerLimits,
        tls: NIOSSLContext?, accepts: Bool = true, acceptsPeer: @escaping @Sendable (Int32) -> Bool = { _ in true }
    ) async throws -> HTTPListener {
        let scheme = tls == nil ? "http" : "https"
        do {
            let socketAddress: SocketAddress
            switch address {
            case .tcp(let host, let port): socketAddress = try SocketAddress.makeAddressResolvingHost(host, port: port)
            case .unix(let path):
                // What lies there is left over from an instance that was killed: the state directory is this one's alone.
                unlink(path)
                socketAddress = try SocketAddress(unixDomainSocketPath: path)
            }
            let promise = loop.makePromise(of: Void.self)
            let acceptor = try Acceptor(socketAddress, finishing: promise) { socket in
                guard acceptsPeer(socket), let admission = loops.admit() else {
                    Glibc.close(socket)
                    return
                }
                if case .tcp = address {
                    var one: Int32 = 1
                    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
                }
                serve(socket, endpoint: endpoint, admission: admission, limits: limits, scheme: scheme, tls: tls)
            }
            let listener = HTTPListener(acceptor: acceptor, finished: promise.futureResult)
            if accepts { listener.accept() }
            return listener
        } catch {
            throw ListenError(address: address, reason: error)
        }
    }

    private static func serve(
        _ socket: Int32, endpoint: any RequestEndpoint, admission: Admission, limits: ListenerLimits, scheme: String, tls: NIOSSLContext?
    ) {
        // The channel closes the socket when it cannot be set up.
        let channel = ClientBootstrap(group: admission.worker.loop)
            .channelOption(ChannelOptions.maxMessagesPerRead, value: 4)
            // A client may close its side when it has sent its request, and is answered all the same.
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let operations = channel.pipeline.syncOperations
                    if let tls { try operations.addHandler(NIOSSLServerHandler(context: tls)) }
                    let connection = ConnectionHandler(endpoint: endpoint, admission: admission, limits: limits, scheme: scheme)
                    let wire = ByteActivityHandler(connection: connection)
                    connection.wire = wire
                    try operations.addHandler(wire)
                    // Mistakes of the client and invalid headers of responses are the connection's own business.
                    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits.decoderLimits)
                    try operations.addHandler(ByteToMessageHandler(decoder))
                    try operations.addHandler(connection)
                }
            }
            .withConnectedSocket(socket)
        channel.whenFailure { _ in admission.end() }
    }

    /// Begins to accept; once is enough.
    func accept() {
        if !isAccepting.exchange(true, ordering: .relaxed) { acceptor.start() }
    }

    /// Stops accepting; connections that are open go on.
    func close() async {
        accept()
        acceptor.stop()
        try? await finished.get()
    }
}

/// An address could not be bound.
package struct ListenError: Error, CustomStringConvertible {
    var address: HTTPListener.Address
    var reason: any Error

    package var description: String {
        let what =
            switch address {
            case .tcp(let host, let port): "\(host):\(port)"
            case .unix(let path): path
            }
        if let error = reason as? IOError {
            switch error.errnoCode {
            case EADDRINUSE: return "cannot listen on \(what): the port is taken by another program"
            case EACCES: return "cannot listen on \(what): permission denied"
            case EADDRNOTAVAIL: return "cannot listen on \(what): this machine has no such address"
            default: break
            }
        }
        return "cannot listen on \(what): \(reason)"
    }
}
