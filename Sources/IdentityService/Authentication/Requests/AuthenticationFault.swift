import HTTPApplication
import JSONCodec
import NIOHTTP1

/// Why no token is issued, or why one is not shown.
struct AuthenticationFault: FaultWithMembers {
    var status: HTTPResponseStatus
    var type: String
    var message: String
    /// The methods that are allowed, when the request used another one: keystone tells them in the answer.
    var allowedMethods: [String]?

    var members: JSONObject {
        guard let allowedMethods else { return [:] }
        return ["identity": ["methods": .array(allowedMethods.map { .string($0) })]]
    }

    init(_ status: HTTPResponseStatus, type: String, _ message: String, allowedMethods: [String]? = nil) {
        self.status = status
        self.type = type
        self.message = message
        self.allowedMethods = allowedMethods
    }

    /// One answer for an unknown user, a wrong password and an account that may not log in: it does not tell which of them it was.
    static let refused = AuthenticationFault(.unauthorized, type: "Unauthorized", "The credentials are not valid for a login.")

    static let passwordExpiredType = "PasswordExpired"

    /// The user exists and the password is right, but it is out of date.
    static func passwordExpired(_ userID: String) -> AuthenticationFault {
        AuthenticationFault(.unauthorized, type: passwordExpiredType, "The password of user \(userID) has expired and has to be changed.")
    }

    /// One answer for a scope that does not exist, is disabled, or on which the user has no role.
    static let noScope = AuthenticationFault(.unauthorized, type: "Unauthorized", "The user has no access to the scope that was asked for.")

    static let noMethods = AuthenticationFault(.unauthorized, type: "Unauthorized", "The request names no method of authentication.")

    static func unsupported(_ method: String, allowed: [String]) -> AuthenticationFault {
        AuthenticationFault(
            .unauthorized, type: "AuthMethodNotSupported", "The method of authentication '\(method)' is not supported.",
            allowedMethods: allowed)
    }

    static func forbidden(_ message: String) -> AuthenticationFault { AuthenticationFault(.forbidden, type: "Forbidden", message) }

    static func invalid(_ message: String) -> AuthenticationFault {
        AuthenticationFault(.badRequest, type: "ValidationError", "Invalid request: \(message).")
    }

    static let noToken = AuthenticationFault(.notFound, type: "TokenNotFound", "There is no such token, or it is no longer valid.")
}
