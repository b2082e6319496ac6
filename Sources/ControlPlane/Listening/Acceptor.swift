import Glibc
import NIOCore

/// A listening socket and the thread that accepts from it.
///
/// SwiftNIO binds the connections of a server channel to a fixed set of event loops. Workers come and go here, so the accepting is done apart and
/// each accepted socket is handed to the event loop of a worker.
final class Acceptor: Sendable {
    private let descriptor: Int32
    private let stopSignal: (read: Int32, write: Int32)
    private let deliver: @Sendable (Int32) -> Void
    private let finished: EventLoopPromise<Void>

    /// Binds and listens; nothing is accepted before ``start()``.
    ///
    /// - Parameters:
    ///   - deliver: takes an accepted socket, which is its own from then on; called on the accepting thread.
    /// - Throws: `IOError` of the call that failed.
    init(_ address: SocketAddress, finishing promise: EventLoopPromise<Void>, deliver: @escaping @Sendable (Int32) -> Void) throws {
        let family: Int32 =
            switch address {
            case .v4: AF_INET
            case .v6: AF_INET6
            case .unixDomainSocket: AF_UNIX
            }
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
        do {
            var one: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
            let bound = address.withSockAddr { pointer, size in bind(descriptor, pointer, socklen_t(size)) }
            guard bound == 0 else { throw IOError(errnoCode: errno, reason: "bind") }
            // Nobody can connect before the socket listens, so nobody can before it is its owner's alone.
            if case .unixDomainSocket = address, let path = address.pathname {
                guard chmod(path, 0o600) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
            }
            guard listen(descriptor, 4096) == 0 else { throw IOError(errnoCode: errno, reason: "listen") }
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw IOError(errnoCode: errno, reason: "pipe") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            stopSignal = (ends[0], ends[1])
        } catch {
            close(descriptor)
            promise.fail(error)
            throw error
        }
        self.descriptor = descriptor
        self.deliver = deliver
        finished = promise
    }

    /// The port that is bound; `nil` for a Unix socket.
    var port: Int? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { getsockname(descriptor, $0.baseAddress, &size) }
        }
        guard result == 0 else { return nil }
        guard [AF_INET, AF_INET6].contains(Int32(storage.ss_family)) else { return nil }
        // Both families have the port in network order behind the family.
        return withUnsafeBytes(of: storage) { Int(UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))) }
    }

    func start() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Acceptor>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    /// Ends the accepting. Connections that the system has completed already are still delivered.
    func stop() {
        var byte: UInt8 = 0
        _ = write(stopSignal.write, &byte, 1)
    }

    private func run() {
        var polled = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: stopSignal.read, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&polled, 2, -1)
            if count < 0, errno != EINTR { break }
            acceptAll()
            if polled[1].revents != 0 { break }
        }
        close(descriptor)
        close(stopSignal.read)
        close(stopSignal.write)
        finished.succeed()
    }

    private func acceptAll() {
        while true {
            let socket = accept(descriptor, nil, nil)
            if socket >= 0 {
                _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                deliver(socket)
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // Out of descriptors: connections wait in the system's queue until some are closed.
                usleep(10_000)
                return
            default: return
            }
        }
    }
}
