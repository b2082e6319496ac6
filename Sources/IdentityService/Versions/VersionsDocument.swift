import HTTPApplication
import JSONCodec
import NIOHTTP1

/// The documents that tell which versions of the API there are, and where.
enum VersionsDocument {
    /// The document of the API itself; a client that accepts nothing but `application/json-home` gets the list of its resources.
    static func response(for request: Request, settings: IdentitySettings, operations: [IdentityOperation]) -> Response {
        if request.headers.first(name: "Accept") == HomeDocument.mediaType { return HomeDocument.response(operations) }
        return Response(json: ["version": version(IdentityLinks.base(of: request, settings: settings))])
    }

    /// The document of the whole service: 300, for there is a choice to make.
    static func choices(for request: Request, settings: IdentitySettings) -> Response {
        if request.headers.first(name: "Accept") == HomeDocument.mediaType {
            return HomeDocument.response(IdentityOperation.all, prefix: "/v3/")
        }
        let base = IdentityLinks.base(of: request, settings: settings)
        return Response(
            status: .multipleChoices, json: ["versions": ["values": [version(base)]]], headers: ["Location": base + "/"])
    }

    private static func version(_ base: String) -> JSONValue {
        [
            "id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z", "links": [["rel": "self", "href": .string(base + "/")]],
            "media-types": [["base": "application/json", "type": "application/vnd.openstack.identity-v3+json"]],
        ]
    }
}
