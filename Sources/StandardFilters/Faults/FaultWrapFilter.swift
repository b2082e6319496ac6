package import HTTPApplication
package import Logging
import NIOHTTP1

/// `faultwrap`: an error that escapes the block storage API becomes a fault in its format.
///
/// The text of an error reaches the client only when the error is a ``Fault``, which is written for clients; any other is a 500
/// `computeFault` that says nothing about it. A request that no filter has given an id gets one here, as it does in pipelines
/// from before `request_id`. Upstream: cinder, `cinder/api/middleware/fault.py`.
package struct FaultWrapFilter: Filter {
    private let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package func respond(to request: Request, next: Next) async throws -> Response {
        let madeID = request.context.requestID == nil
        let id = request.context.requestID ?? RequestIDFilter.makeID()
        request.context.requestID = id
        var response: Response
        do {
            response = try await next(request)
        } catch let error as CancellationError {
            throw error
        } catch {
            response = answer(to: error, request)
        }
        if madeID, !response.headers.contains(name: RequestIDFilter.computeHeader) {
            response.headers.add(name: RequestIDFilter.computeHeader, value: id)
        }
        return response
    }

    private func answer(to error: any Error, _ request: Request) -> Response {
        guard let fault = error as? any Fault else {
            logger.error("an error escaped the application", metadata: RequestLog.metadata(of: request, error: error))
            return CinderFault.response(
                .internalServerError, message: "The server met an error and could not finish the request.")
        }
        if fault.status.code >= 500 {
            logger.error("a request failed", metadata: RequestLog.metadata(of: request, error: error))
        }
        return CinderFault.response(fault.status, message: "\(fault.type): \(fault.message)", headers: fault.headers)
    }
}
