import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/ec2tokens` and `/s3tokens`: what a service that is spoken to with EC2's or S3's signatures asks, to learn who signed.
///
/// Only services and administrators may ask. Upstream: keystone, `keystone/api/_shared/EC2_S3_Resource.py`.
enum EC2TokensController {
    static let operations: [IdentityOperation] = [
        IdentityOperation(.POST, "ec2tokens", "ec2_token", "create") { call in
            try call.authorize("ec2tokens_validate")
            let said = try await contents(call) { $0.isSigned($1) }
            let token = try resolve(said, call)
            let text = try call.service.tokens.encode(said)
            return Response(json: view(token, call), headers: [AuthController.subjectHeader: text])
        },
        IdentityOperation(.POST, "s3tokens", "s3_token", "create") { call in
            try call.authorize("s3tokens_validate")
            return Response(json: view(try resolve(try await contents(call) { $0.isSignedForS3($1) }, call), call))
        },
    ]

    static let method = "ec2credential"

    private static func unauthorized(_ message: String) -> IdentityFault {
        IdentityFault(.unauthorized, type: "Unauthorized", message)
    }

    private static func view(_ token: ResolvedToken, _ call: IdentityCall) -> JSONValue {
        token.view(includingCatalog: true, host: EndpointURL.host(of: call.request))
    }

    private static func resolve(_ contents: TokenContents, _ call: IdentityCall) throws -> ResolvedToken {
        guard let token = try call.service.tokens.resolve(contents) else {
            throw unauthorized("The user of the credential has no access to its project.")
        }
        return token
    }

    /// What the token of whoever signed is to say.
    private static func contents(_ call: IdentityCall, _ isSigned: (EC2Signer, EC2Request) -> Bool) async throws -> TokenContents {
        let body = try await call.body()
        // Clients of several ages name it differently.
        let given = ["credentials", "credential", "ec2Credentials"].compactMap { body[$0]?.objectValue }.first { !$0.isEmpty }
        guard let request = given.flatMap({ EC2Request($0) }), request.signature?.isEmpty == false else {
            throw unauthorized("There is no EC2 signature.")
        }
        let (kind, settings) = (CredentialKind(service: call.service), call.service.tokenSettings)
        guard settings.methods.contains(method) else {
            // Without the method's name a token would not tell that it stands for less than its user.
            throw IdentityFault(.serviceUnavailable, type: "ServiceUnavailable", "The method '\(method)' is not among [auth] methods.")
        }
        let found = try call.service.store.read { transaction -> EC2Credential? in
            guard let record = try kind.existing(EC2Credential.id(access: request.access), in: transaction),
                record["type"]?.stringValue == EC2Credential.type
            else { return nil }
            return EC2Credential(record, blob: try kind.blob(of: record, in: transaction))
        }
        guard let credential = found else {
            throw IdentityFault(.notFound, type: "NotFound", "There is no such EC2 access key.")
        }
        // A blob without a secret opens nothing.
        guard !credential.secret.isEmpty, isSigned(EC2Signer(secret: credential.secret), request) else {
            throw unauthorized("The EC2 signature is not right.")
        }
        try checkTime(of: request, call.settings)
        let now = Timestamp.now().wholeSeconds
        var contents = TokenContents(
            userID: credential.userID, methods: [method], scope: .project(credential.projectID), issuedAt: now,
            expiresAt: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + settings.expiration), auditIDs: [AuditID.make()])
        // A credential that was made with a token of a delegation stands for no more than that.
        contents.trustID = credential.trustID
        contents.applicationCredentialID = credential.applicationCredentialID
        contents.accessTokenID = credential.accessTokenID
        return contents
    }

    /// - Throws: ``IdentityFault``, 401, for a request that was signed too long ago. One that names no time is taken.
    private static func checkTime(of request: EC2Request, _ settings: IdentitySettings) throws {
        guard let text = request.time else { return }
        guard let time = EC2Request.timestamp(text) else { throw unauthorized("'\(text)' is no time of a signature.") }
        let minutes = settings.config.int("auth_ttl", group: "credential") ?? 15
        guard Timestamp.now().microseconds <= time.microseconds + minutes * 60_000_000 else {
            throw unauthorized("The signature is too old.")
        }
    }
}
