import HTTPApplication
import NIOCore
import NIOHTTP1

extension IdentityCall {
    /// The request as a consumer signed it.
    ///
    /// - Parameter arguments: what query and form say, as far as it is part of what is signed.
    /// - Throws: ``IdentityFault``, 400, when the request is signed by nobody.
    func signedRequest(arguments: [QueryItems.Item] = []) throws -> OAuthRequest {
        guard let header = request.headers.first(name: "Authorization").flatMap({ OAuthHeader($0) }) else {
            throw IdentityFault.badRequest("A header 'Authorization: OAuth ...' is required.")
        }
        let published = linkBase + request.pathInfo
        let own = request.applicationURL + request.pathInfo
        let addresses = own == published ? [own] : [own, published]
        return OAuthRequest(
            method: request.method.rawValue, addresses: addresses.map { Self.encoded($0) }, header: header, arguments: arguments)
    }

    /// The arguments of query and, when that is what the body is, form.
    func signedArguments() async throws -> [QueryItems.Item] {
        let type = request.headers.first(name: "Content-Type")?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else { return query.items }
        return query.items + QueryItems(parsing: String(buffer: try await request.body.collect())).items
    }

    /// Paths are kept decoded; what is signed is not.
    private static func encoded(_ address: String) -> String { PercentEncoding.encode(address, allowing: "/:@!$&'()*+,;=[]") }
}
