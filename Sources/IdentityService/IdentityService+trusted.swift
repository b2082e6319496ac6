import Extensions
package import HTTPApplication

extension IdentityService: TrustedAPI {
    package func respondTrusted(to request: Request) async throws -> Response {
        request.context.isAuthenticated = true
        request.context.isAdmin = true
        request.context.roles = ["admin"]
        return try await IdentityApplication(service: self).respond(to: request)
    }
}
