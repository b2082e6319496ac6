package import HTTPApplication
package import Logging
import NIOHTTP1

/// `catch_errors`: an error that escapes everything inside becomes a plain 500, and a line in the log.
///
/// An error that states its own fault is answered with that fault's status. Cancellation passes: nobody is waiting for an answer then.
/// Upstream: oslo.middleware, `oslo_middleware/catch_errors.py`.
package struct CatchErrorsFilter: Filter {
    private let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package func respond(to request: Request, next: Next) async throws -> Response {
        do {
            return try await next(request)
        } catch let error as CancellationError {
            throw error
        } catch let fault as any Fault where fault.status.code < 500 {
            return ErrorPage.response(fault.status, explanation: fault.message, for: request, headers: fault.headers)
        } catch {
            logger.error("an error escaped the application", metadata: RequestLog.metadata(of: request, error: error))
            return ErrorPage.response(
                .internalServerError, explanation: "The server met an error and could not finish the request.", for: request)
        }
    }
}
