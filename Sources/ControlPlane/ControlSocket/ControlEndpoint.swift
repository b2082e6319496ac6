import Glibc
import HTTPApplication
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Delivers requests of the control socket to one application that is never swapped.
struct ControlEndpoint: RequestEndpoint {
    let application: any Application
    let sink: LogSink

    func lease() -> RevisionLease? { nil }

    func respond(to request: Request, lease: RevisionLease?) async -> Response {
        do {
            return try await application.respond(to: request)
        } catch {
            return Response(status: .internalServerError, text: "\(error)\n")
        }
    }

    func log(_ record: @autoclosure () -> AccessRecord) {
        guard sink.isEnabled(.debug) else { return }
        sink.write(.debug, "cloudsh.control", record().line)
    }

    /// Whether the process at the other end runs as this process's user or as root.
    static func acceptsPeer(_ channel: any Channel) -> Bool {
        guard let provider = channel as? any SocketOptionProvider else { return false }
        let credentials: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
        // On the channel's own loop the option is read at once.
        let uid = Mutex<uid_t?>(nil)
        credentials.whenSuccess { credentials in uid.withLock { $0 = credentials.uid } }
        guard let uid = uid.withLock({ $0 }) else { return false }
        return uid == geteuid() || uid == 0
    }
}

/// The layout of Linux's `struct ucred`, which Swift's import of the C library leaves out.
private struct PeerCredentials: Sendable {
    var pid: pid_t = 0
    var uid: uid_t = 0
    var gid: gid_t = 0
}
