import CommandLanguage
import ConfigOptions
import ControlPlane
import IdentityService
import JSONCodec

extension CommandHandlers {
    static let tokenHandlers: [String: Handler] = [
        "login": { handlers, invocation in
            let token = try await handlers.issueToken(try invocation.required("user"), project: invocation["project"])
            let project = token.description["project"]?.stringValue.map { ", project \($0)" } ?? ""
            return .text("requests are made as \(token.description["user"]?.stringValue ?? "")\(project)\n")
        },
        "token issue": { handlers, invocation in
            guard let user = invocation["user"] else {
                throw CommandFailure("nobody is logged in", advice: "say whose token: token issue USER, or login USER first", status: 2)
            }
            let token = try await handlers.issueToken(user, project: invocation["project"])
            var object: JSONObject = ["id": .string(token.text)]
            for member in token.description { object.append(member.key, member.value) }
            return invocation.record(object)
        },
        "token show": { handlers, invocation in
            guard let description = try await handlers.identityService().describeToken(try invocation.required("token")) else {
                throw CommandFailure("the token is not valid")
            }
            return invocation.record(description)
        },
        "token revoke": { handlers, invocation in
            guard try await handlers.identityService().revokeToken(try invocation.required("token")) else {
                throw CommandFailure("the token is not valid")
            }
            return .text("revoked\n")
        },
        "token rotate-keys": { handlers, _ in
            let keys = try await handlers.identityService().tokens.rotateKeys()
            return .text("key \(keys.max() ?? 0) signs; there are \(keys.count) keys\n")
        },
    ]

    /// - Throws: ``CommandFailure``: why the user gets no token.
    func issueToken(_ user: String, project: String?) async throws -> IssuedToken {
        do {
            return try await identityService().issueToken(user: user, project: project)
        } catch let refusal as TokenRefusal {
            throw CommandFailure(refusal.description, advice: refusal.advice)
        }
    }

    /// - Throws: `ControlError`, or ``CommandFailure`` when the identity service does not run here.
    private func identityService() async throws -> IdentityService {
        guard let service = try await plane.runningService(of: .keystone) as? IdentityService else {
            throw CommandFailure("there is no identity service here")
        }
        return service
    }
}
