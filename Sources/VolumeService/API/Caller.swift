package import HTTPApplication
import NIOHTTP1

/// Who makes a request: what the pipeline's filters found out, as the volume service needs it.
package struct Caller: Sendable {
    package var projectID: String
    package var userID: String
    /// Whether the caller is an administrator of the block storage service.
    package var isAdmin: Bool
    package var requestID: String?

    package init(projectID: String, userID: String, isAdmin: Bool, requestID: String? = nil) {
        self.projectID = projectID
        self.userID = userID
        self.isAdmin = isAdmin
        self.requestID = requestID
    }

    /// - Parameters:
    ///   - token: the value of `X-Auth-Token`.
    ///   - pathProject: the project that the request's path names.
    /// - Throws: ``VolumeFault``: 401 when no filter established who asks, 400 when the path names another project than the caller's.
    package init(_ context: RequestContext, token: String?, pathProject: String?) throws {
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
        isAdmin = context.isAdmin || context.hasRole("admin")
        requestID = context.requestID
    }
}
