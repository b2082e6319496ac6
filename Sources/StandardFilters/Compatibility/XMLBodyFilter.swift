package import HTTPApplication
import NIOHTTP1

/// keystone's `xml_body`: there is no XML here, so a body in XML is refused with 415. Answers are JSON whatever `Accept` says.
package struct XMLBodyFilter: Filter {
    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard request.body.declaredLength != 0, MediaType.isXML(MediaType.essence(of: request.headers)) else {
            return try await next(request)
        }
        return IdentityFault.response(.unsupportedMediaType, message: "XML is not supported. Send application/json.")
    }
}
