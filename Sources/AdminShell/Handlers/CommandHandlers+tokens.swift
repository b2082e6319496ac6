import CommandLanguage
import ControlPlane
import Extensions
import JSONCodec

extension CommandHandlers {
    static let tokenHandlers: [String: Handler] = [
        "login": { handlers, invocation in
            let token = try await handlers.issueToken(try invocation.required("user"), project: invocation["project"])
            let project = token.description["project"]?.stringValue.map { ", project \($0)" } ?? ""
            return .text("requests are made as \(token.description["user"]?.stringValue ?? "")\(project)\n")
        },
        "token issue": { handlers, invocation in
            let token = try await handlers.issueToken(try invocation.required("user"), project: invocation["project"])
            var object: JSONObject = ["id": .string(token.text)]
            for member in token.description { object.append(member.key, member.value) }
            return invocation.record(object)
        },
        "token show": { handlers, invocation in
            guard let description = try await handlers.plane.tokenAuthority().describeToken(try invocation.required("token")) else {
                throw CommandFailure("the token is not valid")
            }
            return invocation.record(description)
        },
        "token revoke": { handlers, invocation in
            guard try await handlers.plane.tokenAuthority().revokeToken(try invocation.required("token")) else {
                throw CommandFailure("the token is not valid")
            }
            return .text("revoked\n")
        },
        "token rotate-keys": { handlers, _ in
            let keys = try await handlers.plane.tokenAuthority().rotateTokenKeys()
            return .text("key \(keys.max() ?? 0) signs; there are \(keys.count) keys\n")
        },
    ]

    /// - Throws: ``CommandFailure``: why the user gets no token.
    func issueToken(_ user: String, project: String?) async throws -> IssuedToken {
        do {
            return try await plane.tokenAuthority().issueToken(user: user, project: project)
        } catch let refusal as TokenRefusal {
            throw CommandFailure(refusal.description, advice: refusal.advice)
        }
    }
}
