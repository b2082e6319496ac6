package import HTTPApplication
import JSONCodec
import NIOHTTP1

/// The document that tells which versions there are and where.
package enum VersionsDocument {
    /// `http://host`, or what the option `public_endpoint` puts in its place: what links in answers begin with.
    package static func base(of request: Request, settings: VolumeSettings) -> String {
        guard var base = settings.publicEndpoint else { return request.scheme + "://" + request.host }
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }

    /// The document of one API, as its own root answers it.
    package static func response(for request: Request, dialect: APIDialect, settings: VolumeSettings) -> Response {
        Response(json: document([dialect], base: base(of: request, settings: settings) + mount(request, dialect)))
    }

    /// The document of the whole service: 300, for there is a choice to make.
    package static func choices(for request: Request, settings: VolumeSettings) -> Response {
        Response(status: .multipleChoices, json: document([.v3], base: base(of: request, settings: settings) + request.scriptName))
    }

    /// Where the service is mounted: the script name without the version.
    private static func mount(_ request: Request, _ dialect: APIDialect) -> String {
        let suffix = "/" + dialect.rawValue
        return request.scriptName.hasSuffix(suffix) ? String(request.scriptName.dropLast(suffix.utf8.count)) : request.scriptName
    }

    private static func document(_ dialects: [APIDialect], base: String) -> JSONValue {
        ["versions": .array(dialects.map { entry($0, base: base) })]
    }

    private static func entry(_ dialect: APIDialect, base: String) -> JSONValue {
        let isCurrent = dialect == .v3
        let number = String(dialect.rawValue.dropFirst())
        return [
            "id": .string(dialect.rawValue + ".0"), "status": .string(isCurrent ? "CURRENT" : "DEPRECATED"),
            "version": .string(isCurrent ? Microversion.maximum.description : ""),
            "min_version": .string(isCurrent ? Microversion.minimum.description : ""),
            "updated": .string(isCurrent ? "2023-08-31T00:00:00Z" : "2017-02-25T12:00:00Z"),
            "links": [
                ["rel": "describedby", "type": "text/html", "href": "https://docs.openstack.org/"],
                ["rel": "self", "href": .string("\(base)/\(dialect.rawValue)/")],
            ],
            "media-types": [
                ["base": "application/json", "type": .string("application/vnd.openstack.volume+json;version=\(number)")]
            ],
        ]
    }
}
