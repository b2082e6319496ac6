package import ConfigOptions
package import Extensions
import HTTPApplication
import NIOCore
import NIOHTTP1

extension ControlPlane {
    /// Asks a service directly as its administrator: no pipeline, no token. What is asked so is asked by whoever may use this program's shell.
    ///
    /// - Throws: ``ControlError`` when the service does not run here, or takes no such requests.
    package func issueTrusted(_ method: String, _ target: String, project: ConfigProject, body: [UInt8]?) async throws -> IssuedResponse {
        let app = try runningApp(of: project)
        guard let service = app.project.service as? any TrustedAPI else {
            throw ControlError("the service \(project.rawValue) takes requests through its pipeline only")
        }
        let request = Request(
            method: HTTPMethod(rawValue: method), target: target, headers: ["Content-Type": "application/json"],
            body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])), host: app.authority)
        let start = ContinuousClock.now
        let response = try await service.respondTrusted(to: request)
        return IssuedResponse(
            app: app.name, status: Int(response.status.code), reason: response.status.reasonPhrase,
            headers: response.headers.map { ($0.name, $0.value) }, body: Array(response.bufferedBody.readableBytesView),
            elapsed: ContinuousClock.now - start, stages: nil, generation: app.active?.generation ?? 0)
    }

    /// The service of a project whose app runs.
    ///
    /// - Throws: ``ControlError`` when none does.
    package func runningService(of project: ConfigProject) throws -> any APIService { try runningApp(of: project).project.service }

    private func runningApp(of project: ConfigProject) throws -> HostedApp {
        guard let app = apps.first(where: { $0.project.project == project }), app.state == .running else {
            throw ControlError("the service \(project.rawValue) does not run here", advice: "see: app list")
        }
        return app
    }
}
