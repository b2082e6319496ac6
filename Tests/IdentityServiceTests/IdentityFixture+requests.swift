import HTTPApplication
import IdentityService
import JSONCodec
import NIOCore
import NIOHTTP1

/// Who a request of a test is made by.
enum TestCaller {
    case nobody
    case admin
    /// An ordinary user with roles on a project.
    case user(String, project: String?, roles: [String], token: String? = nil)
    /// A user with roles on a domain.
    case ofDomain(String, String, roles: [String])

    func context(_ service: IdentityService) throws -> RequestContext {
        var context = RequestContext()
        switch self {
        case .nobody: return context
        case .admin:
            let (user, project) = try service.read { directory in
                (
                    try directory.user(name: "admin", domainID: "default")?.id,
                    try directory.project(name: "admin", domainID: "default")?.id
                )
            }
            context.userID = user
            context.projectID = project
            context.roles = ["admin", "manager", "member", "reader"]
            context.isAdmin = true
        case .user(let id, let project, let roles, let token):
            context.authToken = token
            context.userID = id
            context.projectID = project
            context.roles = roles
        case .ofDomain(let id, let domain, let roles):
            context.userID = id
            context.domainID = domain
            context.roles = roles
        }
        context.userDomainID = "default"
        context.projectDomainID = "default"
        context.isAuthenticated = true
        return context
    }
}

struct TestAnswer {
    var status: Int
    var headers: HTTPHeaders
    var text: String
    var json: JSONValue { (try? JSONValue(parsing: text)) ?? .null }
}

extension IdentityFixture {
    /// Sends a request to the service's root application.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, by caller: TestCaller = .admin, headers: HTTPHeaders = [:]
    ) async throws -> TestAnswer {
        let request = Request(
            method: method, target: path, headers: headers,
            body: body.map { RequestBody(buffer: ByteBuffer(bytes: $0.serialized())) } ?? .empty, host: "id",
            context: try caller.context(service))
        let response = try await IdentityApplication(service: service).respond(to: request)
        return TestAnswer(
            status: Int(response.status.code), headers: response.headers, text: String(buffer: response.bufferedBody))
    }
}
