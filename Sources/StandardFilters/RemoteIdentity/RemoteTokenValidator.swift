import HTTPApplication
import JSONCodec
import Logging
import NIOCore
import NIOHTTP1

/// Asks another identity service about tokens, over its API.
///
/// A valid token is remembered for a while; in that time its revocation is not noticed, as with keystonemiddleware. No text of a token is
/// kept or logged. Upstream: keystonemiddleware, `keystonemiddleware/auth_token/_identity.py`.
struct RemoteTokenValidator: TokenValidator {
    private let settings: RemoteIdentitySettings
    private let client: IdentityClient
    private let account: ServiceAccount
    private let known = GenerationCache<TokenDigest, TokenIdentity>()
    private let logger: Logger

    /// Milliseconds before the second try; each further one waits twice as long.
    private static let firstPause = 100

    /// - Throws: what is wrong with the certificates.
    init(settings: RemoteIdentitySettings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        client = try IdentityClient(trust: settings.trust, timeout: settings.timeout)
        account = ServiceAccount(settings: settings, client: client)
    }

    func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? {
        // It goes into a header: anything else than visible characters is no token.
        guard HeaderText.isVisible(token, atMost: 8192) else { return nil }
        let now = Timestamp.now()
        let digest = settings.caching == .off ? nil : TokenDigest(token)
        if let digest, let kept = known.value(digest, generation: 0, now: now) { return kept }
        guard let body = try await retrying({ try await fetch(token, allowingExpired: allowingExpired) }) else { return nil }
        guard let validated = ValidatedToken(body), let expiry = body["expires_at"]?.stringValue.flatMap(Timestamp.init(identityTime:))
        else {
            throw RemoteIdentityError(description: "\(settings.url.authority) gave an answer that describes no token")
        }
        guard now < expiry || allowingExpired else { return nil }
        let identity = TokenIdentity(validated)
        if let digest, let end = settings.caching.end(from: now, expiry: expiry) {
            known.keep(identity, for: digest, generation: 0, validUntil: end)
        }
        return identity
    }

    /// What the identity service says of a token; `nil` when it knows none.
    private func fetch(_ token: String, allowingExpired: Bool) async throws -> JSONValue? {
        var refused: ServiceAccount.Session?
        while true {
            let session = try await account.session(after: refused)
            var url = session.endpoint
            url.path += "/auth/tokens"
            let query = [settings.includesCatalog ? nil : "nocatalog", allowingExpired ? "allow_expired=1" : nil].compactMap { $0 }
            let answer = try await client.send(
                .GET, url, query: query.joined(separator: "&"),
                headers: ["X-Auth-Token": session.token, "X-Subject-Token": token, "OpenStack-Identity-Access-Rules": "1"])
            switch answer.status.code {
            case 200:
                guard let body = answer.body.withUnsafeReadableBytes({ try? JSONValue(parsing: $0) })?["token"] else {
                    throw RemoteIdentityError(description: "\(url.authority) gave an answer that is no JSON")
                }
                return body
            case 404: return nil
            case 401 where refused == nil:
                logger.info("the identity service refused the service's own token; logging in again")
                refused = session
            default:
                throw RemoteIdentityError(description: "\(url.authority) answered \(answer.status.code) when asked about a token")
            }
        }
    }

    /// Does it again after a pause when no connection came about.
    private func retrying<T>(_ work: () async throws -> T) async throws -> T {
        var pause = Self.firstPause
        for _ in 0..<max(0, settings.retries) {
            do {
                return try await work()
            } catch let error as RemoteIdentityError where error.isConnection {
                logger.warning("the identity service cannot be reached; trying again", metadata: ["reason": "\(error)"])
                try await Task.sleep(for: .milliseconds(pause))
                pause *= 2
            }
        }
        return try await work()
    }
}

extension ValidatedToken {
    /// Reads the body of a token of the API v3.
    init?(_ body: JSONValue) {
        guard let user = body["user"], let id = user["id"]?.stringValue else { return nil }
        self.init(userID: id)
        userName = user["name"]?.stringValue
        userDomainID = user["domain"]?["id"]?.stringValue
        userDomainName = user["domain"]?["name"]?.stringValue
        if let project = body["project"] {
            projectID = project["id"]?.stringValue
            projectName = project["name"]?.stringValue
            projectDomainID = project["domain"]?["id"]?.stringValue
            projectDomainName = project["domain"]?["name"]?.stringValue
        }
        domainID = body["domain"]?["id"]?.stringValue
        domainName = body["domain"]?["name"]?.stringValue
        systemScope = body["system"]?["all"] == true ? "all" : nil
        roles = (body["roles"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
        isAdminProject = body["is_admin_project"]?.boolValue ?? true
        if let catalog = body["catalog"]?.arrayValue {
            serviceCatalog = ServiceCatalog.olderForm(catalog)
            serviceTypes = ServiceCatalog.types(catalog)
        }
        accessRules = body["application_credential"]?["access_rules"]?.arrayValue?.map { rule in
            AccessRule(
                service: rule["service"]?.stringValue ?? "", method: rule["method"]?.stringValue ?? "",
                path: rule["path"]?.stringValue ?? "")
        }
    }
}
