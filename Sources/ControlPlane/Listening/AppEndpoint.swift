import HTTPApplication
import Logging
import NIOHTTP1

/// Delivers requests of one app to the revision that was active when their head was read.
final class AppEndpoint: RequestEndpoint {
    let app: String
    let slot = RevisionSlot()
    private let sink: LogSink
    private let loggerName: String

    init(app: String, sink: LogSink) {
        self.app = app
        self.sink = sink
        loggerName = app + ".wsgi"
    }

    func lease() -> RevisionLease? { slot.lease() }

    func respond(to request: Request, lease: RevisionLease?) async -> Response {
        guard let revision = lease?.revision else {
            return Response(status: .serviceUnavailable, text: "The app \(app) has no active revision.\n")
        }
        request.context.generation = revision.generation
        request.context.appName = app
        do {
            return try await revision.application.respond(to: request)
        } catch let fault as any Fault {
            return Response(status: fault.status, text: fault.message + "\n")
        } catch {
            // No filter of the pipeline caught it: the last resort, as a WSGI server's.
            sink.write(.error, loggerName, "\(request.method) \(request.target): \(error)")
            return Response(status: .internalServerError, text: "Internal Server Error\n")
        }
    }

    func log(_ record: @autoclosure () -> AccessRecord) {
        guard sink.isEnabled(.info) else { return }
        sink.write(.info, loggerName, record())
    }
}
