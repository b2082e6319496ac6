import HTTPApplication
import NIOHTTP1
import Persistence

extension Authenticator {
    /// A login of a consumer for the user who granted it an access token.
    func accessTokenLogin(_ request: OAuthRequest) throws -> Login {
        let id = try request.required("oauth_token")
        let consumerID = try request.required("oauth_consumer_key")
        try request.checkForm()
        let found = try service.read { directory in
            guard let token = try directory.accessToken(id: id) else {
                throw AuthenticationFault(.notFound, type: "NotFound", "There is no access token '\(id)'.")
            }
            guard token.consumerID == consumerID, let secret = try directory.consumerSecret(id: consumerID),
                let user = try directory.user(id: token.userID)
            else { throw AuthenticationFault.refused }
            return (token: token, consumerSecret: secret, user: user, isEnabled: try directory.isEnabled(user: user.id))
        }
        let secrets = service.sealedSecrets
        guard
            request.isSigned(
                consumerSecret: try secrets.open(found.consumerSecret), tokenSecret: try secrets.open(found.token.secret)),
            found.isEnabled, found.token.expiresAt.map({ .now() < $0 }) ?? true
        else { throw AuthenticationFault.refused }
        return Login(user: found.user, methods: ["oauth1"], accessToken: found.token)
    }
}
