import HTTPApplication
import JSONCodec
import NIOHTTP1

/// What the identity API answers when it cannot do what was asked.
enum FaultWriter {
    /// - Parameter endpoint: the identity endpoint that a 401 names.
    static func response(for fault: any Fault, endpoint: String) -> Response {
        var error: JSONObject = [
            "code": .integer(Int(fault.status.code)), "message": .string(fault.message), "title": .string(fault.status.reasonPhrase),
        ]
        for member in (fault as? any FaultWithMembers)?.members ?? [:] { error[member.key] = member.value }
        var response = Response(status: fault.status, json: ["error": .object(error)], headers: fault.headers)
        if fault.status == .unauthorized { response.headers.replaceOrAdd(name: "WWW-Authenticate", value: "Keystone uri=\"\(endpoint)\"") }
        return response
    }

    /// The answer to an error that nothing foresaw. Its text stays out of the answer: it may tell more than the client may know.
    static func internalError(endpoint: String) -> Response {
        response(
            for: IdentityFault(
                .internalServerError, type: "UnexpectedError", "The request could not be completed because of an unexpected error."),
            endpoint: endpoint)
    }

    /// The page for a path that nothing answers: keystone's framework writes it, so it is no JSON.
    static var unknownPath: Response {
        Response(
            status: .notFound,
            text: "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n"
                + "<p>This URL leads nowhere on this server. Is it spelled as it should be?</p>\n",
            contentType: "text/html; charset=utf-8")
    }

    /// The answer for a method that a path does not have; not in the format of the other faults.
    static func wrongMethod(allowed: [String]) -> Response {
        Response(
            status: .methodNotAllowed, json: ["message": "The URL does not take this method."],
            headers: ["Allow": allowed.joined(separator: ", ")])
    }
}
