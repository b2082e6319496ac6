import HTTPApplication
import JSONCodec
import NIOHTTP1
import Routing

/// The document of API versions at the root; everything else there is nothing.
struct VersionsApplication: RoutedApplication {
    let mapper = Mapper([Route(.GET, "/", resource: "version", action: "index", handler: 0)])

    func respond(to request: Request) async throws -> Response {
        guard request.pathInfo.isEmpty || request.pathInfo == "/" else {
            return Response(status: .notFound, text: "404 Not Found\n\nThe resource could not be found.\n\n   ")
        }
        let link: JSONValue = ["rel": "self", "href": .string(request.applicationURL + "/v2.0/")]
        return Response(json: ["versions": [["id": "v2.0", "status": "CURRENT", "links": [link]]]])
    }
}
