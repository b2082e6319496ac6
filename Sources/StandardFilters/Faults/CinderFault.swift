package import HTTPApplication
import JSONCodec
package import NIOHTTP1

/// The fault format of the block storage API: `{"itemNotFound": {"code": 404, "message": "..."}}`.
///
/// Upstream: cinder, `cinder/api/openstack/wsgi.py`.
package enum CinderFault {
    /// - Parameter headers: headers of the answer; a `Retry-After` among them is repeated in the body.
    package static func response(
        _ status: HTTPResponseStatus, message: String, headers: HTTPHeaders = HTTPHeaders()
    ) -> Response {
        var headers = headers
        var body: JSONObject = ["code": .integer(Int(status.code)), "message": .string(message)]
        if status.code == 413 {
            let retryAfter = headers.first(name: "Retry-After") ?? "0"
            headers.replaceOrAdd(name: "Retry-After", value: retryAfter)
            body["retryAfter"] = .string(retryAfter)
        }
        return Response(status: status, json: .object([name(of: status): .object(body)]), headers: headers)
    }

    /// The member that a status has in the body. Everything without a name of its own is a `computeFault`.
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
}
