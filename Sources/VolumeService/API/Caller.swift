package import HTTPApplication
import NIOHTTP1
package import Policy

/// Who makes a request, as the volume service needs it, and the rules under which the request is answered from its beginning to its end.
package struct Caller: Sendable {
    package let projectID: String
    package let userID: String
    /// Whether the caller is an administrator of the block storage service.
    package let isAdmin: Bool
    package let requestID: String?
    package let credentials: PolicyCredentials
    package let rules: RuleSet

    /// - Parameters:
    ///   - token: the value of `X-Auth-Token`.
    ///   - pathProject: the project that the request's path names.
    /// - Throws: ``VolumeFault``: 401 when no filter established who asks, 400 when the path names another project than the caller's.
    package init(_ context: RequestContext, token: String?, pathProject: String?, rules: RuleSet) throws {
        guard context.isAuthenticated || context.isAdmin || context.userID != nil else {
            throw VolumeFault(.unauthorized, type: "NotAuthenticated", "The request carries no identity that this service accepts.")
        }
        // Without authentication, clients send any word as their token (keystoneauth's `none` does): it names no project, so the path may.
        let isWord = token.map { !$0.contains(":") } ?? true
        let isFree = context.projectID == nil || (context.isAdmin && isWord && context.userID == context.projectID)
        if let pathProject, !isFree, pathProject != context.projectID {
            throw VolumeFault.badRequest(
                "The URL names the project '\(pathProject)', but the request is made for '\(context.projectID ?? "")'.",
                type: "MalformedRequest")
        }
        projectID = (isFree ? pathProject : nil) ?? context.projectID ?? ""
        userID = context.userID ?? ""
        requestID = context.requestID
        self.rules = rules
        var credentials = PolicyCredentials(context)
        credentials.projectID = projectID
        // Who has a token is what the rules say; who has none was made an administrator by the pipeline.
        isAdmin = context.authToken == nil && context.isAdmin || rules.allows(Self.adminRule, credentials, credentials)
        credentials.isAdmin = isAdmin
        self.credentials = credentials
    }

    private static let adminRule = "context_is_admin"

    /// The caller's own things in general.
    package var target: VolumeTarget { VolumeTarget(projectID: projectID, userID: userID) }

    package func may(_ rule: VolumeRule, _ target: VolumeTarget) -> Bool { rules.allows(rule.rawValue, credentials, target) }

    /// - Throws: ``VolumeFault``, 403.
    package func require(_ rule: VolumeRule, _ target: VolumeTarget) throws {
        guard may(rule, target) else { throw VolumeFault.forbidden(rule.rawValue) }
    }
}
