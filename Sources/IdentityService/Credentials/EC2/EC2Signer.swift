import Crypto
import HTTPApplication

/// Signs requests as the clients of EC2 and S3 do, to compare.
///
/// Upstream: python-keystoneclient, `keystoneclient/contrib/ec2/utils.py`; keystone, `keystone/api/s3tokens.py`.
struct EC2Signer: Sendable {
    let secret: String

    /// Whether the holder of the secret signed the request. Takes as long for a wrong signature as for the right one.
    func isSigned(_ request: EC2Request) -> Bool {
        guard let given = request.signature else { return false }
        if signature(of: request).map({ ConstantTime.equal($0, given) }) ?? false { return true }
        // Some clients leave the port out of what they sign.
        guard let colon = request.host.lastIndex(of: ":") else { return false }
        var request = request
        request.host = String(request.host[..<colon])
        return signature(of: request).map { ConstantTime.equal($0, given) } ?? false
    }

    /// - Returns: `nil` for a request of a form that is not known.
    func signature(of request: EC2Request) -> String? {
        switch request.params["SignatureVersion"] {
        case "0":
            guard let action = request.params["Action"], let time = request.params["Timestamp"] else { return nil }
            return Self.base64(code(Insecure.SHA1.self, action + time))
        case "1":
            let text = request.params.sorted { $0.key.lowercased() < $1.key.lowercased() }.map { $0.key + $0.value }.joined()
            return Self.base64(code(Insecure.SHA1.self, text))
        case "2":
            var params = request.params
            params["SignatureMethod"] = "HmacSHA256"
            let text = [request.verb, request.host, request.path, Self.canonicalQuery(params)].joined(separator: "\n")
            return Self.base64(code(SHA256.self, text))
        default: return request.isVersion4 ? signature4(of: request) : nil
        }
    }

    /// The arguments by their names, encoded.
    static func canonicalQuery(_ params: [String: String]) -> String {
        params.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { PercentEncoding.encode($0.key) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }

    private func code<H: HashFunction>(_: H.Type, _ text: String) -> [UInt8] {
        Array(HMAC<H>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(secret.utf8))))
    }

    static func base64(_ bytes: [UInt8]) -> String { Base64.encode(bytes, .ordinary, padding: true) }
}
