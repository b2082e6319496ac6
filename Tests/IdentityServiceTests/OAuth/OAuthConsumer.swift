import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1

@testable import IdentityService

/// A consumer of the tests, which signs its requests.
struct OAuthConsumer {
    var key: String
    var secret: String
    var token: (key: String, secret: String)?
    var now = Timestamp.now()

    /// The header of a request to `path`.
    ///
    /// - Parameter arguments: what query and form say.
    func header(
        _ path: String, _ more: [(String, String)] = [], at base: String = "http://id", arguments: String = ""
    ) throws -> HTTPHeaders {
        var parameters: [(String, String)] = [
            ("oauth_consumer_key", key), ("oauth_nonce", UUIDText.makeHex()), ("oauth_timestamp", "\(now.secondsSinceEpoch)"),
            ("oauth_signature_method", "HMAC-SHA1"), ("oauth_version", "1.0"),
        ]
        if let token { parameters.append(("oauth_token", token.key)) }
        parameters += more
        func text(_ parameters: [(String, String)]) -> String {
            "OAuth " + parameters.map { "\($0.0)=\"\(PercentEncoding.encode($0.1))\"" }.joined(separator: ", ")
        }
        guard let unsigned = OAuthHeader(text(parameters)) else { return [:] }
        let request = OAuthRequest(method: "POST", addresses: [], header: unsigned, arguments: QueryItems(parsing: arguments).items)
        let signature = OAuthSignatureMethod.sha1.signature(
            of: request.baseString(for: base + path),
            key: PercentEncoding.encode(secret) + "&" + PercentEncoding.encode(token?.secret ?? ""))
        return ["Authorization": text(parameters + [("oauth_signature", signature)])]
    }

    static let body: JSONValue = ["auth": ["identity": ["methods": ["oauth1"], "oauth1": [:]]]]
}

extension LoginFixture {
    /// A consumer that `admin` made.
    func consumer() async throws -> OAuthConsumer {
        let answer = try await identity.send(.POST, "/v3/OS-OAUTH1/consumers", ["consumer": ["description": "one"]]).json["consumer"]
        return OAuthConsumer(key: answer?["id"]?.stringValue ?? "", secret: answer?["secret"]?.stringValue ?? "")
    }

    /// Sends what a consumer signed.
    func send(_ path: String, _ headers: HTTPHeaders, _ body: JSONValue? = nil) async throws -> (status: Int, response: Response) {
        try await send(
            Request(
                method: .POST, target: path, headers: headers, body: RequestBody(buffer: ByteBuffer(bytes: body?.serialized() ?? [])),
                host: "id"))
    }

    /// Sends a request with a token.
    func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, token: String) async throws -> (
        status: Int, response: Response
    ) {
        try await send(
            Request(
                method: method, target: path, headers: ["X-Auth-Token": token],
                body: body.map { RequestBody(buffer: ByteBuffer(bytes: $0.serialized())) } ?? .empty, host: "id"))
    }

    /// Makes `consumer` the holder of a request token for the project `demo`.
    func request(_ consumer: inout OAuthConsumer) async throws -> (status: Int, text: String) {
        let path = "/v3/OS-OAUTH1/request_token"
        var headers = try consumer.header(path, [("oauth_callback", "oob")])
        headers.add(name: "Requested-Project-Id", value: Self.demo)
        let (status, response) = try await send(path, headers)
        consumer.adopt(response.text)
        return (status, response.text)
    }

    /// Lets `boss` grant the consumer's request token, with the roles named.
    func authorize(_ consumer: OAuthConsumer, _ roles: String...) async throws -> String {
        let boss = try await token("boss", scope: ["project": ["id": .string(Self.demo)]])
        let named = JSONValue.array(roles.map { ["name": .string($0)] })
        let (_, response) = try await send(
            .PUT, "/v3/OS-OAUTH1/authorize/\(consumer.token?.key ?? "")", ["roles": named], token: boss)
        return response.json?["token"]?["oauth_verifier"]?.stringValue ?? response.text
    }

    /// Exchanges the consumer's request token.
    func exchange(_ consumer: inout OAuthConsumer, verifier: String) async throws -> (status: Int, text: String) {
        let path = "/v3/OS-OAUTH1/access_token"
        let (status, response) = try await send(path, try consumer.header(path, [("oauth_verifier", verifier)]))
        if status == 201 { consumer.adopt(response.text) }
        return (status, response.text)
    }

    /// A consumer with an access token for `demo` in boss's name.
    func grantedConsumer(_ role: String = "member") async throws -> OAuthConsumer {
        var consumer = try await consumer()
        _ = try await request(&consumer)
        let verifier = try await authorize(consumer, role)
        _ = try await exchange(&consumer, verifier: verifier)
        return consumer
    }

    func logIn(_ consumer: OAuthConsumer, query: String = "") async throws -> (status: Int, response: Response) {
        try await send("/v3/auth/tokens" + query, try consumer.header("/v3/auth/tokens"), OAuthConsumer.body)
    }
}

extension OAuthConsumer {
    mutating func adopt(_ form: String) {
        let items = QueryItems(parsing: form)
        token = (items.first("oauth_token") ?? "", items.first("oauth_token_secret") ?? "")
    }
}
