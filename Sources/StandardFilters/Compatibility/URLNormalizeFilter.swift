package import HTTPApplication

/// keystone's `url_normalize`: takes slashes off the end of the path, and makes an empty path `/`.
package struct URLNormalizeFilter: Filter {
    package init() {}

    package func respond(to request: Request, next: Next) async throws -> Response {
        var path = Substring(request.pathInfo)
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
        if path.isEmpty {
            request.pathInfo = "/"
        } else if path.utf8.count != request.pathInfo.utf8.count {
            request.pathInfo = String(path)
        }
        return try await next(request)
    }
}
