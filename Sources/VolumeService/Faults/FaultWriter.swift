package import HTTPApplication
import JSONCodec
package import NIOHTTP1

/// Writes faults as cinder does: `{"badRequest": {"code": 400, "message": "..."}}`. The only place that knows this format.
package enum FaultWriter {
    package static func response(for fault: some Fault) -> Response {
        response(status: fault.status, message: fault.message, headers: fault.headers)
    }

    /// The answer to an error that nothing foresaw. Its text stays out of the answer: it may tell more than the client may know.
    package static func internalError() -> Response {
        response(status: .internalServerError, message: "The request could not be completed because of an unexpected error.")
    }

    private static func response(status: HTTPResponseStatus, message: String, headers: HTTPHeaders = HTTPHeaders()) -> Response {
        var body = JSONObject()
        body.append("code", .integer(Int(status.code)))
        body.append("message", .string(message))
        if let retryAfter = headers.first(name: "Retry-After") { body.append("retryAfter", .string(retryAfter)) }
        return Response(status: status, json: [name(of: status): .object(body)], headers: headers)
    }

    /// The name of a fault in cinder's answers. Everything without a name of its own is a `computeFault`.
    package static func name(of status: HTTPResponseStatus) -> String {
        switch status.code {
        case 400: "badRequest"
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "itemNotFound"
        case 405: "badMethod"
        case 409: "conflictingRequest"
        case 413: "overLimit"
        case 415: "badMediaType"
        case 501: "notImplemented"
        case 503: "serviceUnavailable"
        default: "computeFault"
        }
    }

    /// The answer for a path or a method that no route takes: plain text, as the framework under cinder writes it.
    package static func unroutable() -> Response {
        Response(status: .notFound, text: "404 Not Found\n\nThe resource could not be found.\n\n   ")
    }
}
