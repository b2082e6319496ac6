package import HTTPApplication
package import Logging
import NIOCore
import NIOHTTP1

/// `access_log`: one line for each request, as web servers write them: client, user, request, status, bytes, microseconds.
///
/// The request target is written as the client sent it, so that nothing decoded from it can forge a line.
package struct AccessLogFilter: Filter {
    private let logger: Logger

    package init(logger: Logger) { self.logger = logger }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard logger.logLevel <= .info else { return try await next(request) }
        let start = ContinuousClock.now
        do {
            let response = try await next(request)
            write(request, status: String(response.status.code), length: Self.length(response), since: start)
            return response
        } catch {
            write(request, status: "-", length: "-", since: start)
            throw error
        }
    }

    private func write(_ request: Request, status: String, length: String, since start: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        let elapsed = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let user = request.context.userID ?? "-"
        logger.info(
            "\(request.remoteAddress) \(user) \"\(request.method.rawValue) \(request.target)\" \(status) \(length) \(elapsed)us",
            metadata: request.context.requestID.map { ["request_id": .string($0)] })
    }

    private static func length(_ response: Response) -> String {
        switch response.body {
        case .empty: "0"
        case .bytes(let buffer): String(buffer.readableBytes)
        case .stream, .disconnect: "-"
        }
    }
}
