package import HTTPApplication
import NIOHTTP1

/// The identity service from its root: the choice of versions, and the API below `/v3`.
package final class IdentityApplication: Application {
    private let service: IdentityService
    private let api: IdentityAPI

    package init(service: IdentityService) {
        self.service = service
        api = IdentityAPI(service: service)
    }

    package func respond(to request: Request) async throws -> Response {
        let path = request.pathInfo
        if path == "/v3" || path.hasPrefix("/v3/") {
            request.scriptName += "/v3"
            request.pathInfo = String(path.dropFirst(3))
            return try await api.respond(to: request)
        }
        var response: Response
        if !path.isEmpty, path != "/" {
            response = FaultWriter.unknownPath
        } else if request.method == .GET || request.method == .HEAD {
            response = VersionsDocument.choices(for: request, settings: service.settings)
        } else {
            response = FaultWriter.wrongMethod(allowed: ["GET", "HEAD", "OPTIONS"])
        }
        response.headers.replaceOrAdd(name: "Vary", value: "X-Auth-Token")
        return response
    }
}
