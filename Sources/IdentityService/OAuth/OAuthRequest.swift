import HTTPApplication

/// A request that a consumer signed, RFC 5849.
struct OAuthRequest: Sendable {
    let method: String
    /// What the signer may call the address of the request, without a query: clients know a server by more than one name.
    let addresses: [String]
    let header: OAuthHeader
    /// What query and form say.
    let arguments: [QueryItems.Item]

    /// Seconds by which the clock of a consumer may differ.
    private static let clockTolerance = 600

    init(method: String, addresses: [String], header: OAuthHeader, arguments: [QueryItems.Item]) {
        self.method = method
        self.addresses = addresses
        self.header = header
        self.arguments = arguments
    }

    /// - Throws: ``IdentityFault``, 400, when the request does not have the parameter.
    func required(_ name: String) throws -> String {
        guard let value = header.value(name) else { throw IdentityFault.badRequest("'\(name)' is missing in the signed request.") }
        return value
    }

    /// Refuses what no consumer of this service signs. Whether the signature is right is not looked at.
    ///
    /// As keystone does it, nonces are not remembered: a request may be repeated as long as its time is near enough.
    ///
    /// - Throws: ``IdentityFault``, 400.
    func checkForm(now: Timestamp = .now()) throws {
        let names = header.parameters.map(\.name).filter { $0.hasPrefix("oauth_") }
        guard Set(names).count == names.count else { throw IdentityFault.badRequest("The signed request has a parameter twice.") }
        _ = try required("oauth_signature")
        let consumer = try required("oauth_consumer_key")
        let (nonce, time, method) = (try required("oauth_nonce"), try required("oauth_timestamp"), try required("oauth_signature_method"))
        guard OAuthSignatureMethod(rawValue: method) != nil else {
            throw IdentityFault.badRequest("The signature method '\(method)' is not supported.")
        }
        guard header.value("oauth_version") ?? "1.0" == "1.0" else { throw IdentityFault.badRequest("The version of OAuth is not 1.0.") }
        guard time.utf8.count == 10, let seconds = Int(time), seconds > 0,
            abs(now.secondsSinceEpoch - seconds) <= Self.clockTolerance
        else {
            throw IdentityFault.badRequest("The timestamp is no time within \(Self.clockTolerance) seconds of now.")
        }
        guard Self.isKey(consumer), Self.isHexadecimal(nonce) else {
            throw IdentityFault.badRequest("The consumer's key, or the nonce, is of a form that is not used here.")
        }
    }

    /// Whether a text has the form of the keys that this service gives to consumers and their tokens.
    static func isKey(_ text: String) -> Bool { text.utf8.count == 32 && isHexadecimal(text) }

    private static func isHexadecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }
}
