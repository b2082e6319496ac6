import HTTPApplication
import JSONCodec
import NIOHTTP1

/// The error format of the identity API, which its middleware answers in too: `{"error": {"code": 401, "title": ..., "message": ...}}`.
enum IdentityFault {
    static func response(_ status: HTTPResponseStatus, message: String, headers: HTTPHeaders = HTTPHeaders()) -> Response {
        let error: JSONObject = [
            "code": .integer(Int(status.code)), "title": .string(ErrorPage.title(of: status)), "message": .string(message),
        ]
        return Response(status: status, json: ["error": .object(error)], headers: headers)
    }
}
