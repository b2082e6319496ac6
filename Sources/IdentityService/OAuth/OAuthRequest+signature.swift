import HTTPApplication

extension OAuthRequest {
    /// Whether the holder of both secrets signed the request. Takes as long for a wrong signature as for the right one.
    ///
    /// - Parameter tokenSecret: empty for a request without a token.
    func isSigned(consumerSecret: String, tokenSecret: String) -> Bool {
        guard let given = header.value("oauth_signature"),
            let method = header.value("oauth_signature_method").flatMap(OAuthSignatureMethod.init(rawValue:))
        else { return false }
        let key = PercentEncoding.encode(consumerSecret) + "&" + PercentEncoding.encode(tokenSecret)
        var isRight = false
        for address in addresses {
            // Every address is tried: which of them fits is not told either.
            if ConstantTime.equal(method.signature(of: baseString(for: address), key: key), given) { isRight = true }
        }
        return isRight
    }

    /// What is signed: method, address and parameters, RFC 5849 section 3.4.1.
    func baseString(for address: String) -> String {
        let own = header.parameters.filter { $0.name != "realm" && $0.name != "oauth_signature" }
        let pairs = (own + arguments).map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0.0 == $1.0 ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let parameters = pairs.map { $0.0 + "=" + $0.1 }.joined(separator: "&")
        return [method.uppercased(), Self.normalized(address), parameters].map { PercentEncoding.encode($0) }.joined(separator: "&")
    }

    /// Scheme and host in lower case, without the scheme's own port and without a query, section 3.4.1.2.
    static func normalized(_ address: String) -> String {
        let address = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let text = String(address) ?? ""
        guard let mark = text.firstRange(of: "://") else { return text }
        let scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...]
        let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        var host = rest[..<slash].lowercased()
        let port = scheme == "https" ? ":443" : ":80"
        if host.hasSuffix(port) { host.removeLast(port.count) }
        return scheme + "://" + host + (slash == rest.endIndex ? "/" : String(rest[slash...]))
    }
}
