package import HTTPApplication
import NIOHTTP1

/// Answers `GET /` with the versions that there are, and everything else with 404.
package struct VersionsApplication: Application {
    private let service: VolumeService

    package init(service: VolumeService) { self.service = service }

    package func respond(to request: Request) async throws -> Response {
        guard request.pathInfo.isEmpty || request.pathInfo == "/", request.method == .GET || request.method == .HEAD else {
            return FaultWriter.unroutable()
        }
        var response = VersionsDocument.choices(for: request, settings: service.settings)
        response.headers.add(name: MicroversionRequest.headerName, value: "\(MicroversionRequest.service) \(Microversion.minimum)")
        response.headers.add(name: "Vary", value: MicroversionRequest.headerName)
        return response
    }
}
