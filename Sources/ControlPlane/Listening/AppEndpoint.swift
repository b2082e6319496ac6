import HTTPApplication
import Logging
import NIOHTTP1

/// Delivers requests of one app to the revision that was active when their head was read.
final class AppEndpoint: RequestEndpoint {
    let app: String
    let slot = RevisionSlot()
    private let sink: LogSink
    private let debugger: RequestDebugger
    private let loggerName: String

    init(app: String, sink: LogSink, debugger: RequestDebugger = RequestDebugger()) {
        self.app = app
        self.sink = sink
        self.debugger = debugger
        loggerName = app + ".wsgi"
    }

    func lease() -> RevisionLease? { slot.lease() }

    func respond(to request: Request, lease: RevisionLease?) async -> Response {
        guard let revision = lease?.revision else {
            return Response(status: .serviceUnavailable, text: "The app \(app) has no active revision.\n")
        }
        request.context.generation = revision.generation
        request.context.appName = app
        let observation = debugger.observe(request)
        var response = await answer(request, revision)
        if sink.isEnabled(.debug) { response.headers.replaceOrAdd(name: "X-Cloudsh-Generation", value: String(revision.generation)) }
        if let observation { debugger.finish(observation, request, response, revision: revision.id) }
        return response
    }

    private func answer(_ request: Request, _ revision: Revision) async -> Response {
        do {
            return try await revision.application.respond(to: request)
        } catch let fault as any Fault {
            return Response(status: fault.status, text: fault.message + "\n")
        } catch is CancellationError {
            // Nobody waits for this answer; the log shows it as web servers do.
            return Response(status: .custom(code: 499, reasonPhrase: "Client Closed Request"))
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
