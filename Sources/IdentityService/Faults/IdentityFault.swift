import HTTPApplication
import JSONCodec
import NIOHTTP1

/// A mistake that the identity API answers in its own format.
struct IdentityFault: Fault {
    var status: HTTPResponseStatus
    var type: String
    var message: String

    init(_ status: HTTPResponseStatus, type: String, _ message: String) {
        self.status = status
        self.type = type
        self.message = message
    }
}

extension IdentityFault {
    static func badRequest(_ message: String) -> IdentityFault { IdentityFault(.badRequest, type: "ValidationError", message) }

    /// A member of the body is not what it must be.
    static func invalid(_ member: String, _ reason: String) -> IdentityFault {
        badRequest(member.isEmpty ? "Invalid request body: \(reason)." : "Invalid '\(member)': \(reason).")
    }

    static let unauthorized = IdentityFault(.unauthorized, type: "Unauthorized", "The request needs a valid token.")

    static func notFound(_ kind: String, _ id: String) -> IdentityFault {
        IdentityFault(.notFound, type: "NotFound", "There is no \(kind) '\(id)'.")
    }

    static func conflict(_ kind: String, _ reason: String) -> IdentityFault {
        IdentityFault(.conflict, type: "Conflict", "The \(kind) cannot be stored: \(reason).")
    }

    static func forbidden(_ message: String) -> IdentityFault { IdentityFault(.forbidden, type: "Forbidden", message) }

    static func denied(_ action: String) -> IdentityFault {
        IdentityFault(.forbidden, type: "ForbiddenAction", "The rules do not allow you to perform \(action).")
    }
}

/// A fault that tells more than others in its `error` object.
protocol FaultWithMembers: Fault {
    /// Beside `code`, `message` and `title`.
    var members: JSONObject { get }
}
