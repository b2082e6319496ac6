import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1

/// The service's own login at another identity service: what it validates the tokens of others with.
///
/// One login serves all requests until it expires or is refused; several requests that need a new one wait for the same.
actor ServiceAccount {
    /// A token of the service, and where the identity service is to be asked.
    struct Session: Sendable {
        fileprivate(set) var token: String
        var endpoint: IdentityURL
        fileprivate var expiresAt: Timestamp
        fileprivate var number: Int
    }

    private let settings: RemoteIdentitySettings
    private let client: IdentityClient
    private var session: Session?
    private var login: Task<Session, any Error>?
    private var number = 0

    /// A token that ends within this time is not used any more.
    private static let margin = 30 * 1_000_000

    init(settings: RemoteIdentitySettings, client: IdentityClient) {
        self.settings = settings
        self.client = client
    }

    /// - Parameter refused: a session that the identity service did not accept.
    func session(after refused: Session? = nil) async throws -> Session {
        if let session, session.number != refused?.number, session.expiresAt.microseconds - Self.margin > Timestamp.now().microseconds {
            return session
        }
        if let login { return try await login.value }
        session = nil
        number += 1
        let (settings, client, number) = (settings, client, number)
        let task = Task { try await Self.logIn(settings, client, number: number) }
        login = task
        defer { login = nil }
        let fresh = try await task.value
        session = fresh
        return fresh
    }

    private static func logIn(_ settings: RemoteIdentitySettings, _ client: IdentityClient, number: Int) async throws -> Session {
        var url = settings.url.version3
        url.path += "/auth/tokens"
        let answer = try await client.send(.POST, url, headers: [:], body: JSONValue.object(settings.login).serialized())
        guard answer.status == .created, let token = answer.headers.first(name: "X-Subject-Token"),
            let body = answer.body.withUnsafeReadableBytes({ try? JSONValue(parsing: $0) })?["token"]
        else {
            throw RemoteIdentityError(
                description: "the login of [keystone_authtoken] at \(url.authority) was answered \(answer.status.code)",
                isConnection: answer.status.code >= 500)
        }
        let expiry = body["expires_at"]?.stringValue.flatMap(Timestamp.init(identityTime:)) ?? .now()
        return Session(
            token: token, endpoint: endpoint(in: body["catalog"]?.arrayValue ?? [], settings) ?? settings.url.version3, expiresAt: expiry,
            number: number)
    }

    /// The identity service's own endpoint of the configured interface and region.
    private static func endpoint(in catalog: [JSONValue], _ settings: RemoteIdentitySettings) -> IdentityURL? {
        for service in catalog where service["type"] == "identity" {
            for endpoint in service["endpoints"]?.arrayValue ?? [] where endpoint["interface"] == .string(settings.interface) {
                if let region = settings.region, endpoint["region"] != .string(region), endpoint["region_id"] != .string(region) {
                    continue
                }
                if let url = endpoint["url"]?.stringValue.flatMap(IdentityURL.init) { return url.version3 }
            }
        }
        return nil
    }
}
