import Glibc
import HTTPApplication
import NIOCore

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
        let credentials: EventLoopFuture<ucred> = provider.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
        // On the channel's own loop the option is read at once.
        var uid: uid_t?
        credentials.whenSuccess { uid = $0.uid }
        return uid == geteuid() || uid == 0
    }
}
