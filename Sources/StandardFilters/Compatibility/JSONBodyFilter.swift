package import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1

/// keystone's `json_body`: refuses with 400 a body that is not a JSON object, or that says to be something else.
package struct JSONBodyFilter: Filter {
    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        if request.body.declaredLength == 0 { return try await next(request) }
        let body: ByteBuffer
        do {
            body = try await request.body.collect()
        } catch let error as BodyTooLarge {
            return IdentityFault.response(error.status, message: error.message)
        }
        guard body.readableBytes > 0 else { return try await next(request) }
        let type = MediaType.essence(of: request.headers)
        guard type.isEmpty || type == "application/json" else {
            return IdentityFault.response(.badRequest, message: "The body must be application/json, not \(type).")
        }
        do {
            let value = try body.withUnsafeReadableBytes { bytes throws(JSONError) in try JSONValue(parsing: bytes) }
            guard value.objectValue != nil else {
                return IdentityFault.response(.badRequest, message: "The body must be a JSON object.")
            }
        } catch {
            return IdentityFault.response(.badRequest, message: "The body is not valid JSON: \(error).")
        }
        return try await next(request)
    }
}
