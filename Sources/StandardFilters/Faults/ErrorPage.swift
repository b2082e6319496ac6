import HTTPApplication
import JSONCodec
import NIOHTTP1

/// An error answer in the form that the web framework under the services gives its own errors: plain text, HTML or JSON by `Accept`.
enum ErrorPage {
    /// - Parameter explanation: plain text for the client.
    static func response(
        _ status: HTTPResponseStatus, explanation: String, for request: Request, headers: HTTPHeaders = HTTPHeaders()
    ) -> Response {
        let accept = request.headers.first(name: "Accept")
        let line = "\(status.code) \(title(of: status))"
        var response =
            switch MediaPreference.best(of: ["text/plain", "text/html", "application/json"], accept: accept) {
            case "application/json":
                Response(
                    status: status,
                    json: ["message": .string(explanation), "code": .string(line), "title": .string(title(of: status))])
            case "text/html":
                Response(
                    status: status,
                    text: "<html>\n <head>\n  <title>\(line)</title>\n </head>\n <body>\n  <h1>\(line)</h1>\n  "
                        + "\(escaped(explanation))\n </body>\n</html>\n",
                    contentType: "text/html; charset=UTF-8")
            default: Response(status: status, text: "\(line)\n\n\(explanation)\n\n   ")
            }
        response.headers.add(contentsOf: headers)
        return response
    }

    /// The phrase that the framework has for a status; it is the older one where the standard has changed it.
    static func title(of status: HTTPResponseStatus) -> String {
        status.code == 413 ? "Request Entity Too Large" : status.reasonPhrase
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
