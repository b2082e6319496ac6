import Crypto
import JSONCodec

/// A credential of the type `ec2`: an access key, which names it, and a secret.
struct EC2Credential {
    var access: String
    var secret: String
    var userID: String
    var projectID: String
    /// Set, like the two that follow, when it was made with a token of a delegation: it stands for no more than that.
    var trustID: String?
    var applicationCredentialID: String?
    var accessTokenID: String?

    static let type = "ec2"
    /// What of the blob no update changes.
    static let fixedMembers = ["trust_id", "app_cred_id", "access_token_id", "access_id"]

    /// The id of the credential with an access key.
    static func id(access: String) -> String {
        SHA256.hash(data: Array(access.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    var blob: String {
        JSONValue.object([
            "access": .string(access), "secret": .string(secret), "trust_id": JSONValue(trustID),
        ]).description
    }

    init(access: String, secret: String, userID: String, projectID: String, trustID: String?) {
        self.access = access
        self.secret = secret
        self.userID = userID
        self.projectID = projectID
        self.trustID = trustID
    }

    /// - Returns: `nil` when the blob is not that of such a credential.
    init?(_ record: JSONObject, blob: String) {
        guard let blob = try? JSONValue(parsing: blob), let access = blob["access"]?.stringValue else { return nil }
        self.init(
            access: access, secret: blob["secret"]?.stringValue ?? "", userID: record["user_id"]?.stringValue ?? "",
            projectID: record["project_id"]?.stringValue ?? "", trustID: blob["trust_id"]?.stringValue)
        applicationCredentialID = blob["app_cred_id"]?.stringValue
        accessTokenID = blob["access_token_id"]?.stringValue
    }

    /// As the routes of OS-EC2 show it.
    func view(linkBase: String) -> JSONObject {
        [
            "user_id": .string(userID), "tenant_id": .string(projectID), "access": .string(access), "secret": .string(secret),
            "trust_id": JSONValue(trustID),
            "links": ["self": .string(linkBase + "/users/\(userID)/credentials/OS-EC2/\(access)")],
        ]
    }
}
