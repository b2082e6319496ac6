import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A listening socket and the connections that it accepts.
///
/// The engine is SwiftNIO; nothing outside this folder knows that.
final class HTTPListener: Sendable {
    enum Address: Sendable, Hashable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    private let channel: any Channel

    private init(channel: any Channel) { self.channel = channel }

    /// The address that is bound, with the port that the system chose when 0 was asked for.
    var boundPort: Int? { channel.localAddress?.port }

    /// Binds and begins to accept.
    ///
    /// - Throws: ``ListenError`` naming the address when it cannot be bound.
    static func bind(
        _ address: Address, endpoint: any RequestEndpoint, loops: WorkerLoops, acceptor: any EventLoopGroup, limits: ListenerLimits,
        tls: NIOSSLContext?, acceptsPeer: (@Sendable (any Channel) -> Bool)? = nil
    ) async throws -> HTTPListener {
        let scheme = tls == nil ? "http" : "https"
        let bootstrap = ServerBootstrap(group: acceptor, childGroup: loops)
            .serverChannelOption(ChannelOptions.backlog, value: 4096)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let worker = loops.worker(of: channel.eventLoop), acceptsPeer?(channel) ?? true else {
                        throw ChannelError.eof
                    }
                    let operations = channel.pipeline.syncOperations
                    if let tls { try operations.addHandler(NIOSSLServerHandler(context: tls)) }
                    let connection = ConnectionHandler(endpoint: endpoint, worker: worker, limits: limits, scheme: scheme)
                    try operations.addHandler(ByteActivityHandler(connection: connection))
                    try operations.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
                    try operations.addHandler(connection)
                }
            }
            .childChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.maxMessagesPerRead, value: 4)
        do {
            switch address {
            case .tcp(let host, let port):
                let tcp = bootstrap.childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
                return HTTPListener(channel: try await tcp.bind(host: host, port: port).get())
            case .unix(let path):
                return HTTPListener(channel: try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get())
            }
        } catch {
            throw ListenError(address: address, reason: error)
        }
    }

    /// Stops accepting; connections that are open go on.
    func close() async { try? await channel.close().get() }
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
