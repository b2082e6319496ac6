package import HTTPApplication
import NIOHTTP1

/// `healthcheck` as an application: answers on every path that a urlmap leads to it.
package struct HealthCheckApplication: Application {
    private let check: HealthCheck

    package init(_ check: HealthCheck) { self.check = check }

    package func respond(to request: Request) async throws -> Response {
        check.respond(to: request)
            ?? ErrorPage.response(.notFound, explanation: "The resource could not be found.", for: request)
    }
}
