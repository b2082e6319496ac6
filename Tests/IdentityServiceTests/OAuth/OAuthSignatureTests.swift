import HTTPApplication
import NIOHTTP1
import Testing

@testable import IdentityService

/// The values come from RFC 5849 and from Python's oauthlib 3.3.1, which the clients sign with.
@Suite struct `Signatures of OAuth consumers` {
    private static let consumerSecret = "a-consumer_SECRET/+=&"
    private static let tokenSecret = "00112233445566778899aabbccddeeff"
    private static let common = #"oauth_nonce="123456789012345678901763755200", oauth_timestamp="1763755200", oauth_version="1.0""#

    struct Vector: Sendable, CustomTestStringConvertible {
        var method: String
        /// Without a token, and with one.
        var signatures: [String]

        var testDescription: String { method }
    }

    static let vectors = [
        Vector(method: "HMAC-SHA1", signatures: ["gC2FCOmLTMfZ2Cbq6Ud89ujEyh0%3D", "HiG62PrmTF7aqWgKmMrsZ58FBUQ%3D"]),
        Vector(
            method: "HMAC-SHA256",
            signatures: ["uUef7PnRXC2k3np6IZWy0LWFRm5taM%2Bk63uryYvCzvo%3D", "Li3NMqYQFnsYN%2FYajIL%2B5OEJA6JRCAgu4tOcYC5RR9c%3D"]),
        Vector(
            method: "HMAC-SHA512",
            signatures: [
                "bWSGkR9KGF4W9TcYA2pbrXM%2F3fKUNuIAUMGcUTDVHfFNn03SYQPxTzvGzCAHHW46n5t8JnTFM7lEXb4eA9cX8A%3D%3D",
                "LSJQw5H3N3f8XTx5lAI1rF%2BQBtt6YF0l7EvCCFyNNrugiHkdIDLA91%2BHAlqMQy2C3w6tZx%2BQhnqfYVyUPU%2F%2B6w%3D%3D",
            ]),
        Vector(
            method: "PLAINTEXT",
            signatures: [
                "a-consumer_SECRET%252F%252B%253D%2526%26", "a-consumer_SECRET%252F%252B%253D%2526%2600112233445566778899aabbccddeeff",
            ]),
    ]

    private static func request(_ header: String, _ address: String, query: String = "") throws -> OAuthRequest {
        OAuthRequest(
            method: "POST", addresses: [address], header: try #require(OAuthHeader(header)), arguments: QueryItems(parsing: query).items)
    }

    @Test(arguments: vectors)
    func `what oauthlib signs is right, and nothing else`(_ vector: Vector) throws {
        let key = "oauth_consumer_key=\"0123456789abcdef0123456789abcdef\""
        let method = "\(Self.common), oauth_signature_method=\"\(vector.method)\", \(key)"
        let first = "OAuth \(method), oauth_callback=\"oob\", oauth_signature=\"\(vector.signatures[0])\""
        let plain = try Self.request(first, "http://Id.Example:80/v3/OS-OAUTH1/request_token")
        #expect(plain.isSigned(consumerSecret: Self.consumerSecret, tokenSecret: ""))
        #expect(!plain.isSigned(consumerSecret: Self.consumerSecret + "x", tokenSecret: ""))
        #expect(!plain.isSigned(consumerSecret: Self.consumerSecret, tokenSecret: "x"))
        #expect(throws: Never.self) { try plain.checkForm(now: Timestamp(secondsSinceEpoch: 1_763_755_800)) }
        let second =
            "OAuth realm=\"Any Realm\", \(method), oauth_token=\"fedcba9876543210fedcba9876543210\", oauth_signature=\"\(vector.signatures[1])\""
        let address = "https://id.example:5000/identity/v3/auth/tokens"
        let withToken = try Self.request(second, address, query: "b=2&a=x%20y&a=%C3%A9")
        #expect(withToken.isSigned(consumerSecret: Self.consumerSecret, tokenSecret: Self.tokenSecret))
        guard vector.method != "PLAINTEXT" else { return }
        for (address, query) in [(address, "b=2&a=x%20y"), ("http://id.example:5000/identity/v3/auth/tokens", "b=2&a=x%20y&a=%C3%A9")] {
            #expect(
                try !Self.request(second, address, query: query).isSigned(
                    consumerSecret: Self.consumerSecret, tokenSecret: Self.tokenSecret))
        }
    }

    @Test func `the text that is signed is the one of RFC 5849`() throws {
        let header =
            #"OAuth realm="Example",oauth_consumer_key="9djdj82h48djs9d2",oauth_token="kkk9d7dh3k39sjv7","#
            + #"oauth_signature_method="HMAC-SHA1",oauth_timestamp="137131201",oauth_nonce="7d8f3e4a",oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D""#
        let request = try Self.request(header, "http://EXAMPLE.COM:80/request", query: "b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q")
        #expect(
            request.baseString(for: request.addresses[0])
                == "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26"
                + "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26"
                + "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7")
    }

    @Test(arguments: [
        "", "OAuth", "Basic abc", #"OAuth oauth_token"#, #"OAuth oauth_token="x"#, #"OAuth a="1" b="2""#, #"OAuth ="x""#,
        "OAuth a=\"" + String(repeating: "x", count: 9000) + "\"",
    ])
    func `a header of another form is none`(_ header: String) { #expect(OAuthHeader(header) == nil) }

    @Test(arguments: [
        (#"oauth_version="1.0""#, #"oauth_version="2.0""#), (#"stamp="1763755200""#, #"stamp="1763754500""#),
        (#"stamp="1763755200""#, #"stamp="176375520""#),
        (#"stamp="1763755200""#, #"stamp="+763755200""#), ("HMAC-SHA1", "RSA-SHA1"),
        ("0123456789abcdef0123456789abcdef", "0123456789abcdef"),
        (#"oauth_nonce="1234"#, #"oauth_nonce="12-4"#), (#"oauth_callback="oob""#, #"oauth_nonce="1""#), ("oauth_signature=", "x="),
        ("oauth_nonce=", "y="),
    ])
    func `what no consumer of this service signs is refused`(_ old: String, _ new: String) throws {
        let right =
            "OAuth \(Self.common), oauth_signature_method=\"HMAC-SHA1\", oauth_consumer_key=\"0123456789abcdef0123456789abcdef\", "
            + "oauth_callback=\"oob\", oauth_signature=\"x\""
        let now = Timestamp(secondsSinceEpoch: 1_763_755_200)
        #expect(throws: Never.self) { try Self.request(right, "http://id/").checkForm(now: now) }
        let wrong = right.replacing(old, with: new, maxReplacements: 1)
        #expect(wrong != right)
        let fault = #expect(throws: IdentityFault.self) { try Self.request(wrong, "http://id/").checkForm(now: now) }
        #expect(fault?.status == .badRequest)
    }
}
