import HTTPApplication

/// Addresses of the API as answers name them.
enum IdentityLinks {
    /// `http://host/v3`, or the option `public_endpoint` with `/v3`.
    static func base(of request: Request, settings: IdentitySettings) -> String { root(of: request, settings: settings) + "/v3" }

    /// Where the service is, without the version and without a slash at the end.
    static func root(of request: Request, settings: IdentitySettings) -> String {
        if var root = settings.publicEndpoint {
            while root.hasSuffix("/") { root.removeLast() }
            return root.hasSuffix("/v3") ? String(root.dropLast(3)) : root
        }
        var script = request.scriptName[...]
        if script.hasSuffix("/v3") { script = script.dropLast(3) }
        return request.scheme + "://" + request.host + script
    }
}
