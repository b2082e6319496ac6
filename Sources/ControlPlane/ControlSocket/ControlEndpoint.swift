import Glibc
import HTTPApplication
import Logging
import NIOHTTP1

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
        sink.write(.debug, "cloudsh.control", record())
    }

    /// Whether the process at the other end of a Unix socket runs as this process's user or as root.
    static func acceptsPeer(_ socket: Int32) -> Bool {
        var credentials = PeerCredentials()
        var size = socklen_t(MemoryLayout<PeerCredentials>.size)
        guard getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
        return credentials.uid == geteuid() || credentials.uid == 0
    }
}

/// The layout of Linux's `struct ucred`, which Swift's import of the C library leaves out.
private struct PeerCredentials {
    var pid: pid_t = 0
    var uid: uid_t = 0
    var gid: gid_t = 0
}
