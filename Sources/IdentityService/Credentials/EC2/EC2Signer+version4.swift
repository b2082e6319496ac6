import Crypto
import HTTPApplication

extension EC2Request {
    fileprivate static let algorithm = "AWS4-HMAC-SHA256"

    /// Whether the header `Authorization`, or without one the query, is that of the fourth version.
    var isVersion4: Bool {
        if let header = headers["Authorization"] { return header.hasPrefix(Self.algorithm) }
        return params["X-Amz-Algorithm"] == Self.algorithm
    }

    /// A part of the authorization: `Credential`, `SignedHeaders`.
    fileprivate func part(_ name: String) -> String? {
        guard let header = headers["Authorization"] else { return params["X-Amz-" + name] }
        guard let start = header.firstRange(of: name + "=")?.upperBound else { return nil }
        return String(header[start...].prefix { $0 != "," })
    }
}

extension EC2Signer {
    /// - Returns: `nil` when a part of the authorization is missing, or the date is not that of its scope.
    func signature4(of request: EC2Request) -> String? {
        guard let credential = request.part("Credential"), let signedHeaders = request.part("SignedHeaders"),
            let date = request.headers["X-Amz-Date"] ?? request.params["X-Amz-Date"]
        else { return nil }
        let scope = credential.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        guard scope.count >= 3, !scope[0].isEmpty, date.hasPrefix(scope[0]) else { return nil }
        // A form is the body, whose hash is there already.
        let query = request.verb.uppercased() == "POST" ? "" : Self.canonicalQuery(request.params)
        let canonical = [
            request.verb.uppercased(), request.path, query, Self.canonicalHeaders(request, signedHeaders), signedHeaders, request.bodyHash,
        ].joined(separator: "\n")
        let hash = Self.hexadecimal(Array(SHA256.hash(data: Array(canonical.utf8))))
        let text = ["AWS4-HMAC-SHA256", date, scope.joined(separator: "/"), hash].joined(separator: "\n")
        return signature4(of: text, date: scope[0], region: scope[1], service: scope[2])
    }

    /// The signature of a text by the key that is derived for a day, a region and a service.
    func signature4(of text: String, date: String, region: String, service: String) -> String {
        var key = Array(("AWS4" + secret).utf8)
        for part in [date, region, service, "aws4_request", text] {
            key = Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: key)))
        }
        return Self.hexadecimal(key)
    }

    private static func canonicalHeaders(_ request: EC2Request, _ names: String) -> String {
        var headers: [String: String] = [:]
        for header in request.headers { headers[header.key.lowercased().trimmedOfSpace] = header.value.trimmedOfSpace }
        // The first clients that signed so left the port out.
        let ignoresPort = isOldBoto(headers["user-agent"] ?? "")
        let lines = names.split(separator: ";").compactMap { name -> String? in
            guard var value = headers[String(name)] else { return nil }
            if name == "host", ignoresPort { value = String(value.prefix { $0 != ":" }) }
            return String(name) + ":" + value
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `Boto/2.0.0` to `Boto/2.9.2`.
    private static func isOldBoto(_ agent: String) -> Bool {
        let bytes = Array(agent.utf8)
        guard agent.hasPrefix("Boto/2."), bytes.count >= 10, bytes[8] == UInt8(ascii: ".") else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[7]) && (UInt8(ascii: "0")...UInt8(ascii: "2")).contains(bytes[9])
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension String {
    fileprivate var trimmedOfSpace: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
