package import HTTPApplication
package import Logging
import NIOHTTP1

/// `debug`: writes the head of each request and of its answer to the log, at level debug, secrets masked.
package struct DebugFilter: Filter {
    private let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard logger.logLevel <= .debug else { return try await next(request) }
        logger.debug("request", metadata: RequestLog.metadata(of: request))
        do {
            let response = try await next(request)
            logger.debug(
                "answer",
                metadata: ["status": .stringConvertible(response.status.code), "headers": RequestLog.headers(response.headers)])
            return response
        } catch {
            logger.debug("no answer", metadata: ["error": .string("\(type(of: error)): \(error)")])
            throw error
        }
    }
}
