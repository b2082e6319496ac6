/// Who asks, on whose behalf, and under which revision: what filters find out and services rely on.
package struct RequestContext: Sendable {
    /// `req-` and a UUID, once `request_id` or `faultwrap` made one.
    package var requestID: String?
    /// The caller's own id, taken from `X-Openstack-Request-Id` when it is well formed.
    package var globalRequestID: String?
    package var userID: String?
    package var userName: String?
    package var projectID: String?
    package var projectName: String?
    package var domainID: String?
    package var userDomainID: String?
    package var projectDomainID: String?
    package var systemScope: String?
    package var roles: [String] = []
    /// Set by filters that trust the caller with everything (noauth), or by the service's policy.
    package var isAdmin = false
    /// Whether some filter or service has established who asks.
    package var isAuthenticated = false
    /// The service on whose behalf the caller says to act, when a valid service token came along.
    package var serviceUserID: String?
    package var serviceProjectID: String?
    package var serviceRoles: [String] = []
    package var authToken: String?
    /// The service catalog as `X-Service-Catalog` carried it.
    package var serviceCatalog: String?
    /// The revision under which the request runs.
    package var generation: UInt64 = 0
    /// The app (deployment section) that the listener serves.
    package var appName = ""
    /// osprofiler's trace, when a request carried a valid one.
    package var profile: ProfileContext?

    package init() {}

    package func hasRole(_ role: String) -> Bool { roles.contains { $0.lowercased() == role } }
}

/// The osprofiler trace that a request belongs to.
package struct ProfileContext: Sendable, Hashable {
    package var baseID: String
    package var parentID: String
    package var traceID: String
    package var hmacKey: String

    package init(baseID: String, parentID: String, traceID: String, hmacKey: String) {
        self.baseID = baseID
        self.parentID = parentID
        self.traceID = traceID
        self.hmacKey = hmacKey
    }
}
